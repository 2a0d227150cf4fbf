//! The owning pointer to a child expression, whose destruction never recurses deeply.
//!
//! A chain such as `a.b.c...` of a hundred thousand links is a tree of that height; dropping it link by
//! link through `Box` would overflow the native stack.

use super::{Expr, ExprKind};
use ouro_diag::Span;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// Above this height a tree is taken apart with a list instead of by recursion.
const RECURSIVE_DROP_HEIGHT: u32 = 64;

/// A `Box<Expr>` that can be dropped at any height.
#[derive(Clone, PartialEq)]
pub struct P(Box<Expr>);

impl P {
    /// Boxes an expression.
    #[must_use]
    pub fn new(expr: Expr) -> Self {
        Self(Box::new(expr))
    }

    /// Gives the expression back.
    #[must_use]
    pub fn into_inner(mut self) -> Expr {
        self.take()
    }

    fn take(&mut self) -> Expr {
        std::mem::replace(&mut self.0, Expr::new(Span::default(), ExprKind::Error))
    }
}

impl Drop for P {
    fn drop(&mut self) {
        if self.0.height() <= RECURSIVE_DROP_HEIGHT {
            return;
        }
        let mut waiting = vec![self.take()];
        while let Some(mut expr) = waiting.pop() {
            expr.kind.for_each_child_mut(&mut |child: &mut P| {
                if child.0.height() > 1 {
                    waiting.push(child.take());
                }
            });
        }
    }
}

impl Deref for P {
    type Target = Expr;
    fn deref(&self) -> &Expr {
        &self.0
    }
}

impl DerefMut for P {
    fn deref_mut(&mut self) -> &mut Expr {
        &mut self.0
    }
}

impl From<Expr> for P {
    fn from(expr: Expr) -> Self {
        Self::new(expr)
    }
}

impl fmt::Debug for P {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
