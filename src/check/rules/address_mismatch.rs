//! Web and e-mail addresses that do not come through.

use crate::check::{BeadView, Check, Findings, Level, Rule};
use crate::mention::Fact;
use crate::text::{Side, Span};

/// Web and e-mail addresses that do not come through.
pub(super) static RULE: Rule = Rule {
    name: "address-mismatch",
    summary: "a web or e-mail address is another one in the rendering, or lost",
    level: Level::Error,
    page: include_str!("address_mismatch.md"),
    check: Check::Bead(check),
};

/// An address as it is compared, and its place.
struct Address {
    /// An e-mail address whole, a web address by its host: what follows may rightly differ by language.
    compared: String,
    span: Span,
}

fn addresses(bead: &BeadView<'_>, side: Side) -> Vec<Address> {
    let read = |fact: &Fact| match fact {
        Fact::Email(address) => Some(address.to_lowercase()),
        Fact::Url(address) => Some(host(address)),
        _ => None,
    };
    bead.mentions(side).filter_map(|mention| Some(Address { compared: read(&mention.fact)?, span: mention.span })).collect()
}

/// The host of a web address without scheme, `www.` and port, in lower case.
fn host(address: &str) -> String {
    let behind_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = behind_scheme.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}

fn check(bead: &BeadView<'_>, findings: &mut Findings<'_>) {
    let (source, target) = (addresses(bead, Side::Source), addresses(bead, Side::Target));
    let only = |these: &[Address], those: &[Address]| -> Vec<Span> {
        these.iter().filter(|one| !those.iter().any(|other| other.compared == one.compared)).map(|one| one.span).collect()
    };
    let (lost, put_in) = (only(&source, &target), only(&target, &source));
    let texts = [Side::Source, Side::Target].map(|side| bead.pair.side(side).document.text());
    for (&from, &to) in lost.iter().zip(&put_in) {
        let message = format!("the original gives the address {}, the rendering {}", from.of(texts[0]), to.of(texts[1]));
        let suggestion = from.of(texts[0]).to_owned();
        findings.add(bead.index, Level::Error, 0.95, message, from, to).suggestion = Some(suggestion);
    }
    for &from in lost.iter().skip(put_in.len()) {
        let message = format!("the rendering leaves out the address {}", from.of(texts[0]));
        let end = Span::at(bead.span(Side::Target).end as usize);
        findings.add(bead.index, Level::Warning, 0.8, message, from, end);
    }
}
