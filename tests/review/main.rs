//! `kanhe review`: what the page may ask, who else may not, and a person at work in a browser.
#![cfg(feature = "review")]

mod actions;
mod attacks;
mod browser;
mod client;
