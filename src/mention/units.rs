//! Units of measure: their names, what they measure and how they convert.

use rust_decimal::Decimal;

use crate::lang::{Language, PerLanguage, table};

use super::forms::Forms;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Base: metre.
    Length,
    /// Base: square metre.
    Area,
    /// Base: litre.
    Volume,
    /// Base: gram.
    Mass,
    /// Degrees of several scales, which the factor alone does not convert.
    Temperature,
    /// Base: metre per second.
    Speed,
    /// Base: watt.
    Power,
    /// Base: joule.
    Energy,
    /// Base: byte.
    Data,
    /// Base: second.
    Time,
    /// Minutes of a day: a time of the clock.
    Clock,
    /// Base: volt.
    Voltage,
    /// Base: hertz.
    Frequency,
    /// Houses and what they are built of, which convert into nothing. Base: storey.
    Building,
}

/// A unit of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// The name that facts carry.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many of the base unit of its dimension it makes.
    pub factor: Decimal,
}

/// A time of the clock, in minutes after midnight; without a half of the day, of the twelve-hour clock.
pub const CLOCK: &str = "clock-minute";

const fn unit(name: &'static str, dimension: Dimension, mantissa: i64, scale: u32) -> Unit {
    Unit { name, dimension, factor: Decimal::from_parts(mantissa as u32, (mantissa >> 32) as u32, 0, false, scale) }
}

/// Every unit. Factors are those of the SI and of the international yard and pound agreement (1959); US
/// gallons and pints; a month and a year are those of the mean Gregorian calendar; the Chinese ones are the
/// market units of 1930 (斤 is half a kilogram).
pub static UNITS: &[Unit] = &[
    unit("kilometre", Dimension::Length, 1000, 0),
    unit("metre", Dimension::Length, 1, 0),
    unit("centimetre", Dimension::Length, 1, 2),
    unit("millimetre", Dimension::Length, 1, 3),
    unit("micrometre", Dimension::Length, 1, 6),
    unit("nanometre", Dimension::Length, 1, 9),
    unit("mile", Dimension::Length, 1_609_344, 3),
    unit("foot", Dimension::Length, 3048, 4),
    unit("inch", Dimension::Length, 254, 4),
    unit("yard", Dimension::Length, 9144, 4),
    unit("nautical-mile", Dimension::Length, 1852, 0),
    unit("light-year", Dimension::Length, 9_460_730_472_580_800, 0),
    unit("li", Dimension::Length, 500, 0),
    unit("zhang", Dimension::Length, 333, 2),
    unit("chi", Dimension::Length, 333, 3),
    unit("cun", Dimension::Length, 333, 4),
    unit("square-kilometre", Dimension::Area, 1_000_000, 0),
    unit("square-metre", Dimension::Area, 1, 0),
    unit("square-mile", Dimension::Area, 2_589_988_110_336, 6),
    unit("square-foot", Dimension::Area, 9_290_304, 8),
    unit("hectare", Dimension::Area, 10_000, 0),
    unit("acre", Dimension::Area, 40_468_564_224, 7),
    unit("mu", Dimension::Area, 6667, 1),
    unit("litre", Dimension::Volume, 1, 0),
    unit("millilitre", Dimension::Volume, 1, 3),
    unit("cubic-metre", Dimension::Volume, 1000, 0),
    unit("cubic-kilometre", Dimension::Volume, 1_000_000_000_000, 0),
    unit("cubic-foot", Dimension::Volume, 28_316_846_592, 9),
    unit("gallon", Dimension::Volume, 3_785_411_784, 9),
    unit("barrel", Dimension::Volume, 158_987_294_928, 9),
    unit("pint", Dimension::Volume, 473_176_473, 9),
    unit("kilogram", Dimension::Mass, 1000, 0),
    unit("gram", Dimension::Mass, 1, 0),
    unit("milligram", Dimension::Mass, 1, 3),
    unit("microgram", Dimension::Mass, 1, 6),
    unit("tonne", Dimension::Mass, 1_000_000, 0),
    unit("short-ton", Dimension::Mass, 90_718_474, 2),
    unit("long-ton", Dimension::Mass, 10_160_469_088, 4),
    unit("pound-mass", Dimension::Mass, 45_359_237, 5),
    unit("ounce", Dimension::Mass, 28_349_523_125, 9),
    unit("stone", Dimension::Mass, 635_029_318, 5),
    unit("storey", Dimension::Building, 1, 0),
    unit("building", Dimension::Building, 1_000_000, 0),
    unit("jin", Dimension::Mass, 500, 0),
    unit("liang", Dimension::Mass, 50, 0),
    unit("degree-celsius", Dimension::Temperature, 18, 1),
    unit("degree-fahrenheit", Dimension::Temperature, 1, 0),
    unit("degree", Dimension::Temperature, 1, 0),
    unit("kilometre-per-hour", Dimension::Speed, 2_777_777_778, 10),
    unit("mile-per-hour", Dimension::Speed, 44704, 5),
    unit("metre-per-second", Dimension::Speed, 1, 0),
    unit("knot", Dimension::Speed, 5_144_444_444, 10),
    unit("watt", Dimension::Power, 1, 0),
    unit("kilowatt", Dimension::Power, 1000, 0),
    unit("megawatt", Dimension::Power, 1_000_000, 0),
    unit("gigawatt", Dimension::Power, 1_000_000_000, 0),
    unit("horsepower", Dimension::Power, 7457, 1),
    unit("kilowatt-hour", Dimension::Energy, 3_600_000, 0),
    unit("megawatt-hour", Dimension::Energy, 3_600_000_000, 0),
    unit("terawatt-hour", Dimension::Energy, 3_600_000_000_000_000, 0),
    unit("calorie", Dimension::Energy, 4184, 3),
    unit("kilocalorie", Dimension::Energy, 4184, 0),
    unit("volt", Dimension::Voltage, 1, 0),
    unit("byte", Dimension::Data, 1, 0),
    unit("kilobyte", Dimension::Data, 1000, 0),
    unit("megabyte", Dimension::Data, 1_000_000, 0),
    unit("gigabyte", Dimension::Data, 1_000_000_000, 0),
    unit("terabyte", Dimension::Data, 1_000_000_000_000, 0),
    unit("hertz", Dimension::Frequency, 1, 0),
    unit("megahertz", Dimension::Frequency, 1_000_000, 0),
    unit("gigahertz", Dimension::Frequency, 1_000_000_000, 0),
    unit("second", Dimension::Time, 1, 0),
    unit("minute", Dimension::Time, 60, 0),
    unit("hour", Dimension::Time, 3600, 0),
    unit("day", Dimension::Time, 86_400, 0),
    unit("week", Dimension::Time, 604_800, 0),
    unit("month", Dimension::Time, 2_629_746, 0),
    unit("year", Dimension::Time, 31_556_952, 0),
    unit("decade", Dimension::Time, 315_569_520, 0),
    unit("century", Dimension::Time, 3_155_695_200, 0),
    unit(CLOCK, Dimension::Clock, 1, 0),
];

/// The unit of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.name == name)
}

/// What a word for a unit can stand for: names of units and codes of currencies, the likeliest first.
pub type Readings = Vec<&'static str>;

/// Whether this is the code of a currency (ISO 4217) and not the name of a unit.
#[must_use]
pub fn is_currency(reading: &str) -> bool {
    reading.len() == 3 && reading.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The words of a language for units and currencies.
pub(crate) struct Words {
    /// Those that follow a number.
    pub(crate) after: Forms<Readings>,
    /// Those that may stand before it: signs, codes, and rows marked `before`.
    pub(crate) before: Forms<Readings>,
}

static WORDS: PerLanguage<Words> = PerLanguage::new(|language| {
    let rows = || {
        table::rows(language.tables.units).chain(table::rows(SIGNS)).flat_map(|row| {
            let readings: Readings = row.cell(0).split('/').collect();
            let before = row.cell(2) == "before";
            row.forms(1).map(move |form| (form, readings.clone(), before)).collect::<Vec<_>>()
        })
    };
    Words {
        after: Forms::new(rows().map(|(form, readings, _)| (form, readings))),
        before: Forms::new(
            rows()
                .filter(|(form, readings, before)| {
                    *before
                        || is_currency(readings[0])
                            && !form.chars().any(|c| c.is_lowercase() || c.is_alphabetic() && !c.is_ascii())
                })
                .map(|(form, readings, _)| (form, readings)),
        ),
    }
});

/// Signs that any language writes, after the rows of its own table.
const SIGNS: &str = "\
USD/AUD/CAD/HKD/NZD/SGD/TWD\t$\nEUR\t€\nGBP/EGP/SYP/LBP/SDG\t£\nJPY/CNY\t¥\nKRW/KPW\t₩\nINR/PKR\t₹\nRUB\t₽\nKZT\t₸\n\
ILS\t₪\nVND\t₫\nTRY\t₺\nUAH\t₴\nNGN\t₦\nPHP\t₱\nTHB\t฿\nUSD\tUS$|USD\nEUR\tEUR\nGBP\tGBP\nJPY\tJPY\nCNY\tCNY|RMB\n\
kilometre\tkm\nmetre\tm\ncentimetre\tcm\nmillimetre\tmm\nkilogram\tkg\nsquare-kilometre\tkm²|km2\nsquare-metre\tm²|m2\n\
degree-celsius\t°C|oC|ºC\ndegree-fahrenheit\t°F|oF|ºF\nkilometre-per-hour\tkm/h\nmegawatt\tMW\ngigawatt\tGW\nkilowatt\tkW";

/// The words of `language` for units and currencies.
pub(crate) fn words(language: &'static Language) -> &'static Words {
    WORDS.of(language)
}

/// Everything that the unit's word at the end (or, for a currency, the beginning) of a mention can stand for.
#[must_use]
pub fn readings(language: &'static Language, mention: &str) -> Readings {
    let words = words(language);
    let trimmed = mention.trim_end();
    if let Some((_, readings)) = words.after.ending(trimmed, trimmed.len()) {
        return readings.clone();
    }
    words.before.longest(mention, 0).map(|(_, readings)| readings.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LANGUAGES;

    #[test]
    fn every_unit_in_the_tables_stands_in_the_registry() {
        let mut rows = 0;
        for language in LANGUAGES {
            for row in table::rows(language.tables.units) {
                for reading in row.cell(0).split('/') {
                    rows += 1;
                    assert!(
                        is_currency(reading) || find(reading).is_some(),
                        "{} line {}: {reading} is neither a unit of the registry nor a currency",
                        language.code,
                        row.line
                    );
                }
            }
        }
        assert!(rows > 500, "the tables hold units");
    }
}
