//! A list for each term, all in one stretch of memory: there are many, and most are short.

/// A list for each number from 0 on.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    /// Where each list begins, and where the last ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// `count` lists of items that each come with the number of their list; those of a list keep their order.
    pub(super) fn of_pairs(count: usize, pairs: impl Iterator<Item = (u32, T)> + Clone, nothing: T) -> Self {
        let mut starts = vec![0; count + 1];
        let mut total = 0;
        for (list, _) in pairs.clone() {
            starts[list as usize + 1] += 1;
            total += 1;
        }
        for list in 0..count {
            starts[list + 1] += starts[list];
        }
        let mut items = vec![nothing; total];
        let mut next = starts.clone();
        for (list, item) in pairs {
            items[next[list as usize] as usize] = item;
            next[list as usize] += 1;
        }
        Self { starts, items }
    }

    /// The list of that number.
    pub(super) fn of(&self, number: u32) -> &[T] {
        let at = number as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => self.items.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The lists in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> + Clone {
        (0..).take(self.len()).map(|number| self.of(number))
    }

    /// Every item with the number of its list.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, T)> + Clone {
        self.iter().zip(0..).flat_map(|(items, number)| items.iter().map(move |&item| (number, item)))
    }

    /// The same lists, each in order and with the first only of the items that have the same key, by which they are ordered
    /// before all else.
    pub(super) fn sorted<K: PartialEq>(mut self, key: impl Fn(&T) -> K) -> Self
    where
        T: Ord,
    {
        let (mut kept, mut start) = (0, 0);
        for list in 0..self.len() {
            let end = self.starts[list + 1] as usize;
            self.items[start..end].sort_unstable();
            let first = kept;
            for at in start..end {
                let item = self.items[at];
                if kept == first || key(&self.items[kept - 1]) != key(&item) {
                    self.items[kept] = item;
                    kept += 1;
                }
            }
            self.starts[list + 1] = u32::try_from(kept).unwrap_or(u32::MAX);
            start = end;
        }
        self.items.truncate(kept);
        self
    }

    /// Lists of as many items that tell something of each of these, given with the number of its list.
    pub(super) fn map<U>(&self, tell: impl Fn(u32, T) -> U) -> Lists<U> {
        Lists { starts: self.starts.clone(), items: self.pairs().map(|(number, item)| tell(number, item)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_each_by_itself_and_hold_each_key_once() {
        let pairs = [(2, (5, 'b')), (0, (7, 'x')), (2, (5, 'a')), (2, (1, 'c')), (3, (5, 'z'))];
        let lists = Lists::of_pairs(4, pairs.into_iter(), (0, ' ')).sorted(|&(key, _)| key);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [&[(7, 'x')][..], &[], &[(1, 'c'), (5, 'a')], &[(5, 'z')]]);
    }
}
