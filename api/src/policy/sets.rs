//! Small sets of relations and lenses: bits in a word, so that a decision allocates nothing.

use entity::enums::{Lens, Relation, ReviewStep, ValueSet};

macro_rules! bit_set {
    ($(#[doc = $doc:literal])+ $name:ident of $member:ident) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// The empty set.
            pub const NONE: Self = Self(0);

            /// The set of these members.
            pub const fn of(members: &[$member]) -> Self {
                let mut bits = 0;
                let mut rest = members;
                while let [first, tail @ ..] = rest {
                    bits |= 1 << (*first as u32);
                    rest = tail;
                }
                Self(bits)
            }

            /// With one member more.
            #[must_use]
            pub const fn with(self, member: $member) -> Self {
                Self(self.0 | 1 << (member as u32))
            }

            /// With the members of both.
            #[must_use]
            pub const fn union(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Without the members of the other.
            #[must_use]
            pub const fn without(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }

            /// The members of both at once.
            #[must_use]
            pub const fn common(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }

            /// Whether the member is in it.
            pub const fn has(self, member: $member) -> bool {
                self.0 & (1 << (member as u32)) != 0
            }

            /// Whether the two share a member.
            pub const fn meets(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// Whether nothing is in it.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// The members, in the order of their declaration.
            pub fn iter(self) -> impl Iterator<Item = $member> {
                <$member as ValueSet>::ALL.iter().copied().filter(move |member| self.has(*member))
            }
        }
    };
}

bit_set! {
    /// How a caller stands to a record.
    Relations of Relation
}
bit_set! {
    /// Classes of data.
    Lenses of Lens
}
bit_set! {
    /// Steps of a review.
    Steps of ReviewStep
}
