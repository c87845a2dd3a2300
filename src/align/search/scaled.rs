//! Numbers far beyond the range of floats, for the sums over all ways through two texts: much quicker to add and to
//! multiply than their logarithms.

/// Two to the power of 256, by which values are kept near 1.
const UNIT: f64 = f64::from_bits((1023 + 256) << 52);
const UNIT_LOGARITHM: f64 = 256.0 * std::f64::consts::LN_2;
/// Values are brought between this and its reciprocal.
const BOUND: f64 = f64::from_bits((1023 + 128) << 52);

/// `value` times as many units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scaled {
    pub(super) value: f64,
    pub(super) units: i32,
}

impl Scaled {
    /// The number of that logarithm.
    pub(super) fn exp(logarithm: f64) -> Self {
        if logarithm.abs() < UNIT_LOGARITHM / 2.0 {
            return Self { value: logarithm.exp(), units: 0 };
        }
        let units = (logarithm / UNIT_LOGARITHM).clamp(-1e6, 1e6).round();
        #[expect(clippy::cast_possible_truncation, reason = "clamped just before")]
        let whole = units as i32;
        Self { value: (logarithm - units * UNIT_LOGARITHM).exp(), units: whole }
    }

    /// As a float, where it is small enough for one.
    pub(super) fn plain(self) -> f64 {
        let mut value = self.value;
        for _ in 0..self.units.unsigned_abs().min(8) {
            value = if self.units > 0 { value * UNIT } else { value / UNIT };
        }
        value
    }
}

/// Two to the power of 256 times `units`; nothing where that is too small for a float whatever it is multiplied with.
pub(super) fn factor(units: i32) -> f64 {
    match units {
        0 => 1.0,
        ..=-4 => 0.0,
        _ => Scaled { value: 1.0, units: units.min(3) }.plain(),
    }
}

impl std::ops::Mul for Scaled {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self { value: self.value * other.value, units: self.units + other.units }
    }
}

/// Sums for the three states of a node, in the same units.
#[derive(Debug, Clone, Copy)]
pub(super) struct States {
    pub(super) values: [f64; 3],
    pub(super) units: i32,
}

impl States {
    pub(super) const NOTHING: Self = Self { values: [0.0; 3], units: i32::MIN / 4 };

    pub(super) fn is_nothing(&self) -> bool {
        self.values == [0.0; 3]
    }

    pub(super) fn get(&self, state: usize) -> Scaled {
        Scaled { value: self.values[state], units: self.units }
    }

    /// Adds to a state. What is many units smaller than what is there makes no difference.
    pub(super) fn add(&mut self, state: usize, more: Scaled) {
        if more.value == 0.0 {
            return;
        }
        if more.units > self.units {
            let shrunk = if more.units - self.units == 1 { 1.0 / UNIT } else { 0.0 };
            self.values.iter_mut().for_each(|value| *value *= shrunk);
            self.units = more.units;
        }
        match self.units - more.units {
            0 => self.values[state] += more.value,
            1 => self.values[state] += more.value / UNIT,
            _ => {}
        }
    }

    /// Brings the values near 1.
    pub(super) fn settle(&mut self) {
        let most = self.values.iter().fold(0.0, |most: f64, value| most.max(*value));
        if most >= BOUND {
            self.shift(1.0 / UNIT, 1);
        } else if most < 1.0 / BOUND && most > 0.0 {
            self.shift(UNIT, -1);
        }
    }

    fn shift(&mut self, by: f64, units: i32) {
        self.values.iter_mut().for_each(|value| *value *= by);
        self.units += units;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_products_are_those_of_plain_numbers_however_large_they_grow() {
        let mut state = States::NOTHING;
        for step in 0..2_000 {
            // Up to e to the 4000, and back.
            let logarithm = if step < 1_000 { 4.0 } else { -4.0 };
            let before = if step == 0 { Scaled { value: 1.0, units: 0 } } else { state.get(1) };
            state = States::NOTHING;
            state.add(1, before * Scaled::exp(logarithm));
            state.settle();
        }
        assert!((state.get(1).plain() - 1.0).abs() < 1e-9, "{state:?}");
    }

    #[test]
    fn a_large_number_outweighs_a_small_one_whichever_comes_first() {
        for logarithms in [[800.0, 0.0], [0.0, 800.0]] {
            let mut state = States::NOTHING;
            logarithms.into_iter().for_each(|logarithm| state.add(0, Scaled::exp(logarithm)));
            assert!(((state.get(0) * Scaled::exp(-800.0)).plain() - 1.0).abs() < 1e-12, "{state:?}");
        }
        assert!((Scaled::exp(2.5).plain() - 2.5_f64.exp()).abs() < 1e-12);
    }
}
