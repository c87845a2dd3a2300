//! What a mention says, in a form that no language owns: the waist between languages and rules.

use rust_decimal::Decimal;

use super::date::Date;

/// What a mention says. Languages produce facts, rules compare facts; neither knows the other.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A count or value.
    Number(Amount),
    /// A place in an order: third, 第三.
    Ordinal(Amount),
    /// Parts of a hundred: 20 %, 百分之二十, 两成.
    Percent(Amount),
    /// An amount of money with its ISO 4217 code.
    Money(Amount, &'static str),
    /// An amount of a unit, by the unit's name in [`super::units`].
    Quantity(Amount, &'static str),
    /// A date as far as the text gives it.
    Date(Date),
    /// A country, its people, its language or what is of it; several where the words can stand for several.
    Country(Countries),
    /// A city, region, river or sea, by its English name in the tables.
    Place(String),
    /// A person.
    Person(Name),
    /// An organisation, agency, newspaper or party.
    Organisation(Name),
    /// A web address as written.
    Url(String),
    /// An e-mail address as written.
    Email(String),
}

impl Fact {
    /// Whether it names a person, an organisation, a place or a country.
    #[must_use]
    pub fn is_name(&self) -> bool {
        matches!(self, Self::Person(_) | Self::Organisation(_) | Self::Place(_) | Self::Country(_))
    }

    /// Whether both name what the tables know to be the same.
    #[must_use]
    pub fn names_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Country(one), Self::Country(other)) => one.may_be(other),
            (Self::Place(one), Self::Place(other)) => one == other,
            (Self::Person(one), Self::Person(other)) | (Self::Organisation(one), Self::Organisation(other)) => {
                one.is_known_as(other)
            }
            _ => false,
        }
    }
}

/// A value and how sharply the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// The value; of a vague one its lower bound (十几 is 10, dozens is 24).
    pub value: Decimal,
    /// How sharply it is given.
    pub precision: Precision,
}

/// How sharply a text gives a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// As it stands.
    Exact,
    /// Rounded or bounded, in words such as 近, 约, 多, nearly, over.
    About,
    /// Only its order of magnitude: 十几, 数百, dozens, several.
    Vague,
}

/// The countries that a mention can stand for, the likeliest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Countries {
    /// What each reading stands for (ISO 3166-1 alpha-2 codes, upper case), at least one; a pair such as
    /// 俄乌 is two mentions.
    pub readings: Vec<&'static str>,
    /// How the country is named.
    pub form: CountryForm,
}

impl Countries {
    /// Whether the two can stand for the same country.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        self.readings.iter().any(|reading| other.readings.contains(reading))
    }
}

/// How a country is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryForm {
    /// In full or by a usual name: 乌兹别克斯坦, Uzbekistan, USA.
    Name,
    /// By its people or as an adjective: Uzbek, 俄罗斯人.
    Nationality,
    /// By a short form that needs the text around it: 乌, 中方.
    Abbreviation,
    /// By its flag.
    Flag,
    /// By its language, capital, seat of government or the like: 中文, the Kremlin. Supports a country
    /// named on the other side, and is never itself called wrong.
    Allusion,
}

/// A name as the text has it, and whom the tables know by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The keys, in the tables, of those known by this form, the likeliest first; empty for a name that is
    /// only recognised by its shape.
    pub known: Vec<&'static str>,
    /// Where the name comes from, which decides how it is compared across scripts.
    pub origin: Origin,
}

impl Name {
    /// Whether the tables know both by one key.
    #[must_use]
    pub fn is_known_as(&self, other: &Self) -> bool {
        self.known.iter().any(|key| other.known.contains(key))
    }
}

/// Where a name comes from, as far as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Written in its own script.
    Native,
    /// Transcribed by sound from another script: 托卡耶夫.
    Transcribed,
    /// Not told by its form.
    Unknown,
}
