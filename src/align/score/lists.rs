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
            self.starts[list + 1] = place(kept);
            start = end;
        }
        self.items.truncate(kept);
        self
    }

    /// Lists of what is told of these items, each given with the number of its list; of some nothing.
    pub(super) fn filter_map<U>(&self, tell: impl Fn(u32, T) -> Option<U>) -> Lists<U> {
        let mut starts = Vec::with_capacity(self.starts.len());
        let mut items = Vec::with_capacity(self.items.len());
        starts.push(0);
        for (list, number) in self.iter().zip(0..) {
            items.extend(list.iter().filter_map(|&item| tell(number, item)));
            starts.push(place(items.len()));
        }
        Lists { starts, items }
    }

    /// The same lists, of which each is in order, without the items that are not `kept` and with those of `more`, which are in
    /// order too.
    pub(super) fn with(&self, kept: impl Fn(&T) -> bool, more: &[(u32, T)]) -> Self
    where
        T: Ord,
    {
        let mut starts = Vec::with_capacity(self.starts.len());
        let mut items = Vec::with_capacity(self.items.len() + more.len());
        let mut more = more.iter().peekable();
        starts.push(0);
        for (list, number) in self.iter().zip(0..) {
            for item in list.iter().filter(|item| kept(item)) {
                while let Some((_, added)) = more.next_if(|(of, added)| *of == number && added < item) {
                    items.push(*added);
                }
                items.push(*item);
            }
            while let Some((_, added)) = more.next_if(|(of, _)| *of == number) {
                items.push(*added);
            }
            starts.push(place(items.len()));
        }
        Self { starts, items }
    }

    /// Adds a list.
    pub(super) fn push(&mut self, items: &[T]) {
        self.items.extend_from_slice(items);
        self.starts.push(place(self.items.len()));
    }
}

/// The number of a place or list.
pub(super) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
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
    #[test]
    fn items_are_taken_out_of_lists_and_put_into_them_in_order() {
        let pairs = [(0, 2), (0, 5), (2, 4), (2, 7)];
        let lists = Lists::of_pairs(4, pairs.into_iter(), 0).with(|&item| item != 5, &[(0, 1), (0, 3), (1, 9), (2, 5), (3, 8)]);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [&[1, 2, 3][..], &[9], &[4, 5, 7], &[8]]);
        let odd = lists.filter_map(|list, item| (item % 2 == 1).then_some(item + list));
        assert_eq!(odd.iter().collect::<Vec<_>>(), [&[1, 3][..], &[10], &[7, 9], &[]]);
    }
}
