//! The shapes that a bead may have.

/// How many sentences of the source and of the target a bead with both sides may hold.
pub(crate) const SHAPES: [(usize, usize); 19] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 3),
    (3, 1),
    (2, 2),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
    (1, 5),
    (5, 1),
    (2, 4),
    (4, 2),
    (3, 3),
    (1, 6),
    (6, 1),
    (3, 4),
    (4, 3),
];

/// The most sentences on a side.
pub(crate) const LONGEST: usize = 6;
