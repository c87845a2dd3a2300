//! Which pairs of places the search looks at: a band along a chain of anchors.

use std::ops::Range;

/// For each place between source sentences, the places between target sentences that go with it.
///
/// Both bounds never fall, and each row shares a place with the next, so that a path leads from the beginning to the end.
#[derive(Debug, Clone)]
pub(crate) struct Band {
    /// By source place, the first and the last target place.
    rows: Vec<(usize, usize)>,
    /// By source place, the number of its first node.
    offsets: Vec<usize>,
}

/// Between two anchors, a field of up to so many nodes is searched as a whole; a larger one along its diagonal.
const FIELD: usize = 2_500;
/// Texts with so few nodes are searched as a whole.
const SMALL: usize = 40_000;

impl Band {
    /// A band along the best chain of `anchors` (source sentence, target sentence, weight) that reaches `margin` sentences
    /// around it.
    pub(crate) fn along(anchors: &[(usize, usize, f32)], source: usize, target: usize, margin: usize) -> Self {
        if (source + 1) * (target + 1) <= SMALL {
            return Self::new(vec![(0, target); source + 1]);
        }
        let mut chain = chain(anchors, target);
        chain.push((source, target));
        let mut rows = vec![(0, 0); source + 1];
        let (mut from, mut to) = (0, 0);
        for (next_from, next_to) in chain {
            let (wide, high) = (next_from - from, next_to - to);
            let whole = wide * high <= FIELD;
            for (place, row) in rows.iter_mut().enumerate().take(next_from + 1).skip(from) {
                let at = |step: usize| to + (step * high).checked_div(wide).unwrap_or(high);
                let low = if whole { to } else { at(place - from) };
                let top = if whole { next_to } else { at((place - from + 1).min(wide)) };
                *row = if place == from && from > 0 { (row.0, row.1.max(top)) } else { (low, top) };
            }
            if from == 0 && to == 0 {
                rows[0].0 = 0;
            }
            (from, to) = (next_from, next_to);
        }
        let widened = (0..=source)
            .map(|place| {
                let low = rows[place.saturating_sub(margin)].0.saturating_sub(margin);
                let high = (rows[(place + margin).min(source)].1 + margin).min(target);
                (low, high)
            })
            .collect();
        Self::new(widened)
    }

    /// The band of these rows, the first and the last target place for each source place.
    pub(crate) fn of_rows(mut rows: Vec<(usize, usize)>, target: usize) -> Self {
        if let Some(first) = rows.first_mut() {
            first.0 = 0;
        }
        if let Some(last) = rows.last_mut() {
            last.1 = target;
        }
        Self::new(rows)
    }

    /// Makes the bounds monotone and the rows meet, and numbers the nodes.
    fn new(mut rows: Vec<(usize, usize)>) -> Self {
        for place in 1..rows.len() {
            rows[place].1 = rows[place].1.max(rows[place - 1].1);
        }
        for place in (1..rows.len()).rev() {
            rows[place - 1].0 = rows[place - 1].0.min(rows[place].0);
            rows[place - 1].1 = rows[place - 1].1.max(rows[place].0);
        }
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut nodes = 0;
        for &(low, high) in &rows {
            offsets.push(nodes);
            nodes += high - low + 1;
        }
        offsets.push(nodes);
        Self { rows, offsets }
    }

    /// The number of nodes.
    pub(crate) fn nodes(&self) -> usize {
        self.offsets.last().copied().unwrap_or_default()
    }

    /// The first and the last target place of a source place.
    pub(crate) fn row(&self, source: usize) -> (usize, usize) {
        self.rows[source]
    }

    /// The number of source places.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The numbers of the nodes of a source place.
    pub(crate) fn nodes_of(&self, source: usize) -> Range<usize> {
        self.offsets[source]..self.offsets[source + 1]
    }

    /// The number of the node at two places, where the band has it.
    pub(crate) fn node(&self, source: usize, target: usize) -> Option<usize> {
        let &(low, high) = self.rows.get(source)?;
        (low..=high).contains(&target).then(|| self.offsets[source] + target - low)
    }
}

/// The heaviest chain in which both texts go forward.
fn chain(anchors: &[(usize, usize, f32)], target: usize) -> Vec<(usize, usize)> {
    // By target sentence, the heaviest chain that ends there or before, in a Fenwick tree.
    let mut tree: Vec<Option<usize>> = vec![None; target + 1];
    let mut weights: Vec<f32> = Vec::with_capacity(anchors.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(anchors.len());
    let mut row_from = 0;
    while row_from < anchors.len() {
        let row = anchors[row_from].0;
        let row_to = row_from + anchors[row_from..].iter().take_while(|anchor| anchor.0 == row).count();
        for &(_, to, weight) in &anchors[row_from..row_to] {
            let (mut best, mut at) = (None, to);
            while at > 0 {
                if let Some(link) = tree[at]
                    && best.is_none_or(|best: usize| weights[link] > weights[best])
                {
                    best = Some(link);
                }
                at &= at - 1;
            }
            weights.push(weight + best.map_or(0.0, |best| weights[best]));
            before.push(best);
        }
        for (index, &(_, to, _)) in anchors.iter().enumerate().take(row_to).skip(row_from) {
            let mut at = to + 1;
            while at <= target {
                if tree[at].is_none_or(|link| weights[index] > weights[link]) {
                    tree[at] = Some(index);
                }
                at += at & at.wrapping_neg();
            }
        }
        row_from = row_to;
    }
    let mut last = (0..anchors.len()).max_by(|&one, &other| weights[one].total_cmp(&weights[other]).then(other.cmp(&one)));
    let mut chain = Vec::new();
    while let Some(link) = last {
        chain.push((anchors[link].0, anchors[link].1));
        last = before[link];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_goes_forward_in_both_texts() {
        let anchors = [(0, 0, 1.0), (1, 9, 5.0), (2, 2, 3.0), (3, 3, 3.0), (4, 4, 1.0)];
        assert_eq!(chain(&anchors, 10), [(0, 0), (2, 2), (3, 3), (4, 4)]);
        assert!(chain(&[], 10).is_empty());
    }

    #[test]
    fn a_block_without_counterpart_costs_a_jump_and_no_square() {
        let anchors: Vec<_> = (0..1000).map(|at| (at, at + 10_000, 5.0)).collect();
        let band = Band::along(&anchors, 1000, 11_000, 10);
        assert!(band.nodes() < 1_000_000, "{} nodes", band.nodes());
        assert!(band.node(0, 10_000).is_some() && band.node(500, 10_500).is_some());
    }
}
