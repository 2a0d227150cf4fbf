//! The stack of open blocks, and how clauses (`else`, `except`, `case` ...) join their statement.

use crate::ast::{
    Case, ClassDef, Expr, ExprKind, FunctionDef, Handler, IfBranch, Stmt, StmtKind, Try,
};
use crate::grammar::{Head, Line};
use crate::messages::advice::no_statement;
use crate::token::{Kind, Spanned};
use ouro_diag::{Diagnostic, Shown, Span, codes};

/// The blocks that are open, from the module inwards.
pub(super) struct Blocks {
    open: Vec<Block>,
    /// A head that waits for its block.
    waiting: Option<Waiting>,
    /// Indented blocks below lines that were refused, or that nothing opened.
    stray_depth: u32,
}

impl Default for Blocks {
    fn default() -> Self {
        Self { open: vec![Block::default()], waiting: None, stray_depth: 0 }
    }
}

#[derive(Default)]
struct Block {
    body: Vec<Stmt>,
    /// The head whose block this is; none for the module.
    head: Option<OpenHead>,
    decorators: Vec<Expr>,
    decorator_span: Option<Span>,
    /// What the last statement of the body can still be continued with.
    tail: Tail,
    /// Whether this block stands below a line that was refused, so that it leads nowhere.
    lost: bool,
}

struct OpenHead {
    head: Head,
    span: Span,
    decorators: Vec<Expr>,
}

struct Waiting {
    head: Option<OpenHead>,
    line_span: Span,
    newline: Span,
    name: &'static str,
}

/// Which clauses may follow the last statement of a block.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Tail {
    #[default]
    Nothing,
    /// `elif` or `else`
    If,
    /// `else`
    Loop,
    /// `except` or `finally` must follow
    BareTry(Span),
    /// `except`, `else`, `finally`
    Except,
    /// `finally`
    TryElse,
    /// After a refused line: any clause, silently
    Anything,
    /// `match`: its block holds cases only
    Match,
}

impl Blocks {
    fn top(&mut self) -> &mut Block {
        if self.open.is_empty() {
            self.open.push(Block::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// The statements of the module.
    pub(super) fn finish(mut self) -> Vec<Stmt> {
        while self.open.len() > 1 {
            self.close();
        }
        self.open.pop().map(|block| block.body).unwrap_or_default()
    }

    pub(super) fn indent(&mut self, at: Span, next: Span) -> Option<Diagnostic> {
        match self.waiting.take() {
            Some(waiting) => {
                let lost = waiting.head.is_none();
                let mut block = Block { head: waiting.head, lost, ..Block::default() };
                if let Some(OpenHead { head: Head::Match(_), span, .. }) = &block.head {
                    block.body.push(case_collector(*span));
                }
                self.open.push(block);
                None
            }
            None => {
                self.stray_depth += 1;
                self.open.push(Block { lost: true, ..Block::default() });
                let span = Span::new(at.start, next.start.max(at.end));
                let error = Diagnostic::error(codes::UNEXPECTED_INDENT, span, "unexpected indent");
                Some(error.with_exception("IndentationError"))
            }
        }
    }

    pub(super) fn dedent(&mut self, at: Span) -> Option<Diagnostic> {
        let missing = self.missing_block(at);
        let dangling = self.dangling(at);
        self.close();
        missing.or(dangling)
    }

    pub(super) fn end(&mut self, at: Span) -> Option<Diagnostic> {
        let missing = self.missing_block(at);
        missing.or_else(|| self.dangling(at))
    }

    /// A line begins: a head that still waits has no block, and a `try` may lack its clauses.
    pub(super) fn before_line(&mut self, first: Kind, at: Span) -> Option<Diagnostic> {
        if let Some(diagnostic) = self.missing_block(at) {
            return Some(diagnostic);
        }
        let tail = self.top().tail;
        if let Tail::BareTry(_) = tail {
            let continues = matches!(first, Kind::Except | Kind::Finally);
            if !continues {
                return self.bare_try(at);
            }
        }
        if self.in_match() && first != Kind::Case {
            return Some(Diagnostic::error(codes::INVALID_SYNTAX, at, "invalid syntax"));
        }
        let decorated = self.top().decorator_span.is_some();
        let definition = matches!(first, Kind::Def | Kind::Class | Kind::Async | Kind::At);
        if decorated && !definition {
            let block = self.top();
            block.decorators.clear();
            block.decorator_span = None;
            return Some(Diagnostic::error(codes::DECORATED_NOTHING, at, "invalid syntax"));
        }
        None
    }

    /// As [`before_line`](Self::before_line), for a line of which nothing is known.
    pub(super) fn before_unreadable_line(&mut self) {
        if let Some(OpenHead { .. }) = self.waiting.take().and_then(|waiting| waiting.head) {
            self.top().tail = Tail::Anything;
        }
    }

    /// Whether this block stands below a line that was refused.
    pub(super) fn is_lost(&mut self) -> bool {
        self.top().lost
    }

    /// Whether only `case` may stand here.
    pub(super) fn in_match(&mut self) -> bool {
        matches!(self.top().head, Some(OpenHead { head: Head::Match(_), .. }))
    }

    fn bare_try(&mut self, at: Span) -> Option<Diagnostic> {
        self.top().tail = Tail::Anything;
        let message = "expected 'except' or 'finally' block";
        Some(Diagnostic::error(codes::TRY_CLAUSES, at, message))
    }

    fn dangling(&mut self, at: Span) -> Option<Diagnostic> {
        if matches!(self.top().tail, Tail::BareTry(_)) {
            return self.bare_try(at);
        }
        if self.top().decorator_span.take().is_some() {
            self.top().decorators.clear();
            let error = Diagnostic::error(codes::DECORATED_NOTHING, at, "invalid syntax");
            return Some(error.showing(Shown::Line));
        }
        None
    }

    fn missing_block(&mut self, at: Span) -> Option<Diagnostic> {
        let waiting = self.waiting.take()?;
        let lost = waiting.head.is_none();
        if let Some(head) = waiting.head {
            self.attach(head, Vec::new());
        }
        if lost {
            return None;
        }
        // The line number is filled in by the caller, who knows the source.
        let message = format!("expected an indented block after {}", waiting.name);
        let error = Diagnostic::error(codes::MISSING_BLOCK, at, message)
            .with_exception("IndentationError")
            .with_secondary(waiting.line_span, "this line opens a block");
        let _ = waiting.newline;
        Some(error)
    }

    fn close(&mut self) {
        if self.open.len() <= 1 {
            return;
        }
        let Some(block) = self.open.pop() else { return };
        match block.head {
            Some(head) => self.attach(head, block.body),
            None => {
                self.stray_depth = self.stray_depth.saturating_sub(1);
                self.top().tail = Tail::Anything;
            }
        }
    }

    /// A line that was refused: what is indented below it is read, and leads nowhere.
    pub(super) fn faulty(&mut self, line: &[Spanned], whole: Span) {
        let opens = line.last().is_some_and(|(kind, _)| *kind == Kind::Colon)
            || line.first().is_some_and(|(kind, _)| begins_compound(*kind));
        let block = self.top();
        block.tail = Tail::Anything;
        block.decorators.clear();
        block.decorator_span = None;
        if opens {
            self.waiting = Some(Waiting { head: None, line_span: whole, newline: whole, name: "" });
        }
    }

    pub(super) fn line(&mut self, line: Line, whole: Span, newline: Span) -> Option<Diagnostic> {
        match line {
            Line::Simple(statements) => {
                let block = self.top();
                block.tail = Tail::Nothing;
                block.body.extend(statements);
                None
            }
            Line::Decorator(value) => {
                let block = self.top();
                block.tail = Tail::Nothing;
                block.decorator_span.get_or_insert(whole);
                block.decorators.push(value);
                None
            }
            Line::Compound(head, head_span, body) => {
                let diagnostic = self.check_clause(&head, head_span);
                if diagnostic.is_some() {
                    if body.is_none() {
                        self.waiting =
                            Some(Waiting { head: None, line_span: head_span, newline, name: "" });
                    }
                    return diagnostic;
                }
                let name = description(&head);
                let decorators = std::mem::take(&mut self.top().decorators);
                self.top().decorator_span = None;
                let head = OpenHead { head, span: head_span, decorators };
                match body {
                    Some(body) => self.attach(head, body),
                    None => {
                        self.waiting =
                            Some(Waiting { head: Some(head), line_span: head_span, newline, name });
                    }
                }
                None
            }
        }
    }

    /// Whether a clause that begins with this word may stand here.
    pub(super) fn clause_fits(&mut self, first: Kind) -> bool {
        let tail = self.top().tail;
        match first {
            _ if tail == Tail::Anything => true,
            Kind::Elif => tail == Tail::If,
            Kind::Else => matches!(tail, Tail::If | Tail::Loop | Tail::Except),
            Kind::Except => matches!(tail, Tail::BareTry(_) | Tail::Except),
            Kind::Finally => matches!(tail, Tail::BareTry(_) | Tail::Except | Tail::TryElse),
            _ => true,
        }
    }

    /// Whether a clause may stand here.
    fn check_clause(&mut self, head: &Head, at: Span) -> Option<Diagnostic> {
        let tail = self.top().tail;
        let in_match = self.in_match();
        if let (Head::Except { star, .. }, Tail::Except) = (head, tail)
            && let Some(StmtKind::Try(statement)) = self.top().body.last().map(|last| &last.kind)
            && statement.is_star != *star
        {
            self.top().tail = Tail::Anything;
            let message = "cannot have both 'except' and 'except*' on the same 'try'";
            let word = Span::new(at.start, at.start + clause_word(head) + u32::from(*star));
            return Some(Diagnostic::error(codes::EXCEPTION_TYPES, word, message));
        }
        let fits = match head {
            Head::Elif(_) => tail == Tail::If,
            Head::Else => matches!(tail, Tail::If | Tail::Loop | Tail::Except),
            Head::Except { .. } => matches!(tail, Tail::BareTry(_) | Tail::Except),
            Head::Finally => matches!(tail, Tail::BareTry(_) | Tail::Except | Tail::TryElse),
            Head::Case { .. } => in_match,
            _ => true,
        };
        if fits || (tail == Tail::Anything && is_clause(head)) {
            return None;
        }
        let word = Span::new(at.start, at.start + clause_word(head));
        self.top().tail = Tail::Anything;
        let kind = match head {
            Head::Elif(_) => Kind::Elif,
            Head::Else => Kind::Else,
            Head::Finally => Kind::Finally,
            _ => Kind::Except,
        };
        let label = no_statement(kind).unwrap_or_default();
        let error = Diagnostic::error(codes::MISPLACED_CLAUSE, word, "invalid syntax");
        Some(error.with_primary(word, label))
    }

    /// A head and its block become a statement, or part of the last one.
    fn attach(&mut self, open: OpenHead, body: Vec<Stmt>) {
        let end = body.last().map_or(open.span.end, |last| last.span.end);
        let span = Span::new(open.span.start, end.max(open.span.end));
        let lost = self.top().lost;
        let block = self.top();
        let clause = is_clause(&open.head);
        if clause {
            block.tail =
                continue_statement(block.body.last_mut(), block.tail, open.head, body, span);
            return;
        }
        let (kind, tail) = statement(open, body);
        block.tail = if lost && tail == Tail::Nothing { Tail::Anything } else { tail };
        block.body.push(Stmt { span, kind });
    }
}

/// The statement that collects the cases of a `match` until its block ends.
fn case_collector(span: Span) -> Stmt {
    let subject = Expr::new(span, ExprKind::Error);
    Stmt { span, kind: StmtKind::Match { subject, cases: Vec::new() } }
}

fn is_clause(head: &Head) -> bool {
    matches!(
        head,
        Head::Elif(_) | Head::Else | Head::Except { .. } | Head::Finally | Head::Case { .. }
    )
}

fn clause_word(head: &Head) -> u32 {
    match head {
        Head::Except { .. } => 6,
        Head::Finally => 7,
        _ => 4,
    }
}

fn begins_compound(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::If
            | Kind::Elif
            | Kind::Else
            | Kind::While
            | Kind::For
            | Kind::With
            | Kind::Try
            | Kind::Except
            | Kind::Finally
            | Kind::Def
            | Kind::Class
            | Kind::Async
    )
}

/// How the reference names a head in "expected an indented block after ...".
fn description(head: &Head) -> &'static str {
    match head {
        Head::If(_) => "'if' statement",
        Head::Elif(_) => "'elif' statement",
        Head::Else => "'else' statement",
        Head::While(_) => "'while' statement",
        Head::For { .. } => "'for' statement",
        Head::With { .. } => "'with' statement",
        Head::Try => "'try' statement",
        Head::Except { star: true, .. } => "'except*' statement",
        Head::Except { .. } => "'except' statement",
        Head::Finally => "'finally' statement",
        Head::Function(_) => "function definition",
        Head::Class(_) => "class definition",
        Head::Match(_) => "'match' statement",
        Head::Case { .. } => "'case' statement",
    }
}

fn statement(open: OpenHead, body: Vec<Stmt>) -> (StmtKind, Tail) {
    let orelse = Vec::new();
    match open.head {
        Head::If(test) => {
            let end = body.last().map_or(open.span.end, |last| last.span.end);
            let span = Span::new(open.span.start, end);
            (StmtKind::If { branches: vec![IfBranch { span, test, body }], orelse }, Tail::If)
        }
        Head::While(test) => (StmtKind::While { test, body, orelse }, Tail::Loop),
        Head::For { is_async, target, iter } => {
            (StmtKind::For { is_async, target, iter, body, orelse }, Tail::Loop)
        }
        Head::With { is_async, items } => (StmtKind::With { is_async, items, body }, Tail::Nothing),
        Head::Try => {
            let new =
                Try { body, handlers: Vec::new(), orelse, finalbody: Vec::new(), is_star: false };
            (StmtKind::Try(Box::new(new)), Tail::BareTry(open.span))
        }
        Head::Function(head) => {
            let function = FunctionDef {
                is_async: head.is_async,
                name: head.name,
                type_params: head.type_params,
                parameters: head.parameters,
                returns: head.returns,
                decorators: open.decorators,
                body,
            };
            (StmtKind::FunctionDef(Box::new(function)), Tail::Nothing)
        }
        Head::Class(head) => {
            let class = ClassDef {
                name: head.name,
                type_params: head.type_params,
                bases: head.bases,
                keywords: head.keywords,
                decorators: open.decorators,
                body,
            };
            (StmtKind::ClassDef(Box::new(class)), Tail::Nothing)
        }
        Head::Match(subject) => {
            // Its cases collected themselves as a statement of the same kind in its block.
            let cases = body.into_iter().find_map(|statement| match statement.kind {
                StmtKind::Match { cases, .. } => Some(cases),
                _ => None,
            });
            (StmtKind::Match { subject, cases: cases.unwrap_or_default() }, Tail::Nothing)
        }
        Head::Elif(_) | Head::Else | Head::Except { .. } | Head::Finally | Head::Case { .. } => {
            (StmtKind::Pass, Tail::Anything)
        }
    }
}

/// Adds a clause to the statement before it; what may follow then.
fn continue_statement(
    last: Option<&mut Stmt>,
    tail: Tail,
    head: Head,
    block: Vec<Stmt>,
    span: Span,
) -> Tail {
    let Some(last) = last else { return Tail::Anything };
    last.span.end = span.end;
    match (&mut last.kind, head) {
        (StmtKind::If { branches, .. }, Head::Elif(test)) => {
            branches.push(IfBranch { span, test, body: block });
            Tail::If
        }
        (
            StmtKind::If { orelse, .. }
            | StmtKind::While { orelse, .. }
            | StmtKind::For { orelse, .. },
            Head::Else,
        ) => {
            *orelse = block;
            Tail::Nothing
        }
        (StmtKind::Try(statement), Head::Except { star, exception, name }) => {
            statement.is_star = star;
            statement.handlers.push(Handler { span, exception, name, body: block });
            Tail::Except
        }
        (StmtKind::Try(statement), Head::Else) => {
            statement.orelse = block;
            Tail::TryElse
        }
        (StmtKind::Try(statement), Head::Finally) => {
            statement.finalbody = block;
            Tail::Nothing
        }
        (StmtKind::Match { cases, .. }, Head::Case { pattern, guard }) => {
            cases.push(Case { span, pattern, guard, body: block });
            Tail::Match
        }
        _ => tail,
    }
}
