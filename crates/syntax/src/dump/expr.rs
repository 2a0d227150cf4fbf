//! Expressions, and the parts that they share with statements.

use super::{Fields, Part, leaf, list, quoted, repr};
use crate::ast::{
    BinaryOp, BoolOp, CompareOp, Comprehension, Constant, Conversion, Expr, ExprKind, FStringPart,
    Keyword, Parameter, Parameters, Text, UnaryOp,
};

/// What the place of an expression makes of it.
#[derive(Clone, Copy)]
pub(super) enum Context {
    Load,
    Store,
    Del,
}

impl Context {
    fn part<'t>(self) -> Part<'t> {
        Part::Node(
            match self {
                Self::Load => "Load",
                Self::Store => "Store",
                Self::Del => "Del",
            },
            Vec::new(),
        )
    }
}

pub(super) fn load(expr: &Expr) -> Part<'_> {
    lazy(expr, Context::Load)
}

pub(super) fn lazy(expr: &Expr, context: Context) -> Part<'_> {
    Part::Lazy(Box::new(move || expression(expr, context)))
}

pub(super) fn exprs(items: &[Expr], context: Context) -> Part<'_> {
    list(items.iter().map(|item| lazy(item, context)))
}

fn maybe(expr: Option<&Expr>) -> Option<Part<'_>> {
    expr.map(load)
}

fn name_node<'t>(name: &str, context: Context) -> Part<'t> {
    Fields::new().with("id", quoted(name)).with("ctx", context.part()).node("Name")
}

fn sequence<'t>(name: &'static str, items: &'t [Expr], context: Context) -> Part<'t> {
    Fields::new().with("elts", exprs(items, context)).with("ctx", context.part()).node(name)
}

fn expression(expr: &Expr, context: Context) -> Part<'_> {
    let new = Fields::new;
    match &expr.kind {
        ExprKind::Constant(value) => constant(value),
        ExprKind::Name(name) => name_node(name, context),
        ExprKind::Tuple(items) => sequence("Tuple", items, context),
        ExprKind::List(items) => sequence("List", items, context),
        ExprKind::Starred(value) => {
            new().with("value", lazy(value, context)).with("ctx", context.part()).node("Starred")
        }
        ExprKind::Attribute { value, attr } => new()
            .with("value", load(value))
            .with("attr", quoted(&attr.name))
            .with("ctx", context.part())
            .node("Attribute"),
        ExprKind::Subscript { value, index } => new()
            .with("value", load(value))
            .with("slice", load(index))
            .with("ctx", context.part())
            .node("Subscript"),
        _ => value(expr),
    }
}

/// Kinds that have no context.
fn value(expr: &Expr) -> Part<'_> {
    let new = Fields::new;
    match &expr.kind {
        ExprKind::FString(parts) => joined(parts),
        ExprKind::BoolOp { op, values } => new()
            .with("op", Part::Node(bool_op(*op), vec![]))
            .with("values", exprs(values, Context::Load))
            .node("BoolOp"),
        ExprKind::Binary { left, op, right, .. } => new()
            .with("left", load(left))
            .with("op", operator(*op))
            .with("right", load(right))
            .node("BinOp"),
        ExprKind::Unary { op, operand } => new()
            .with("op", Part::Node(unary_op(*op), vec![]))
            .with("operand", load(operand))
            .node("UnaryOp"),
        ExprKind::Compare { left, rest } => new()
            .with("left", load(left))
            .with("ops", list(rest.iter().map(|(op, _)| Part::Node(compare_op(*op), vec![]))))
            .with("comparators", list(rest.iter().map(|(_, expr)| load(expr))))
            .node("Compare"),
        ExprKind::Lambda(lambda) => new()
            .with("args", parameters(&lambda.parameters))
            .with("body", load(&lambda.body))
            .node("Lambda"),
        ExprKind::IfExp { test, body, orelse } => new()
            .with("test", load(test))
            .with("body", load(body))
            .with("orelse", load(orelse))
            .node("IfExp"),
        ExprKind::Set(items) => new().with("elts", exprs(items, Context::Load)).node("Set"),
        ExprKind::Dict(items) => {
            let keys =
                items.iter().map(|item| item.key.as_ref().map_or_else(|| leaf("None"), load));
            let values = items.iter().map(|item| load(&item.value));
            new().with("keys", list(keys)).with("values", list(values)).node("Dict")
        }
        ExprKind::Await(value) => new().with("value", load(value)).node("Await"),
        ExprKind::Yield(value) => new().maybe("value", maybe(value.as_deref())).node("Yield"),
        ExprKind::YieldFrom(value) => new().with("value", load(value)).node("YieldFrom"),
        ExprKind::Call { function, args, keywords } => new()
            .with("func", load(function))
            .with("args", exprs(args, Context::Load))
            .with("keywords", keyword_list(keywords))
            .node("Call"),
        ExprKind::Slice { lower, upper, step } => new()
            .maybe("lower", maybe(lower.as_deref()))
            .maybe("upper", maybe(upper.as_deref()))
            .maybe("step", maybe(step.as_deref()))
            .node("Slice"),
        ExprKind::Named { target, value } => new()
            .with("target", name_node(&target.name, Context::Store))
            .with("value", load(value))
            .node("NamedExpr"),
        _ => comprehension(expr),
    }
}

fn comprehension(expr: &Expr) -> Part<'_> {
    let single = |name, element, clauses| {
        Fields::new().with("elt", load(element)).with("generators", generators(clauses)).node(name)
    };
    match &expr.kind {
        ExprKind::ListComp { element, generators } => single("ListComp", element, generators),
        ExprKind::SetComp { element, generators } => single("SetComp", element, generators),
        ExprKind::Generator { element, generators } => single("GeneratorExp", element, generators),
        ExprKind::DictComp { key, value, generators: clauses } => Fields::new()
            .with("key", load(key))
            .with("value", load(value))
            .with("generators", generators(clauses))
            .node("DictComp"),
        _ => leaf("<error>"),
    }
}

fn generators(clauses: &[Comprehension]) -> Part<'_> {
    list(clauses.iter().map(|clause| {
        Fields::new()
            .with("target", lazy(&clause.target, Context::Store))
            .with("iter", load(&clause.iter))
            .with("ifs", exprs(&clause.ifs, Context::Load))
            .with("is_async", leaf(if clause.is_async { "1" } else { "0" }))
            .node("comprehension")
    }))
}

pub(super) fn constant(constant: &Constant) -> Part<'_> {
    let u_prefix = matches!(constant, Constant::Str { u_prefix: true, .. });
    Fields::new()
        .with("value", leaf(repr::constant(constant)))
        .maybe("kind", u_prefix.then(|| quoted("u")))
        .node("Constant")
}

fn text_constant<'t>(text: &Text, u_prefix: bool) -> Part<'t> {
    Fields::new()
        .with("value", leaf(repr::text(text.code_points().into_iter())))
        .maybe("kind", u_prefix.then(|| quoted("u")))
        .node("Constant")
}

fn joined(parts: &[FStringPart]) -> Part<'_> {
    Fields::new().with("values", list(parts.iter().map(fstring_part))).node("JoinedStr")
}

fn fstring_part(part: &FStringPart) -> Part<'_> {
    match part {
        FStringPart::Literal { text, u_prefix, .. } => text_constant(text, *u_prefix),
        FStringPart::Replacement(field) => {
            let conversion = match field.conversion {
                None => "-1",
                Some(Conversion::Str) => "115",
                Some(Conversion::Repr) => "114",
                Some(Conversion::Ascii) => "97",
            };
            Fields::new()
                .with("value", load(&field.value))
                .with("conversion", leaf(conversion))
                .maybe("format_spec", field.spec.as_ref().map(|spec| joined(&spec.parts)))
                .node("FormattedValue")
        }
    }
}

pub(super) fn keyword_list(keywords: &[Keyword]) -> Part<'_> {
    list(keywords.iter().map(|keyword| {
        Fields::new()
            .maybe("arg", keyword.name.as_ref().map(|name| quoted(&name.name)))
            .with("value", load(&keyword.value))
            .node("keyword")
    }))
}

pub(super) fn parameters(parameters: &Parameters) -> Part<'_> {
    let positional = parameters.positional_only.iter().chain(&parameters.regular);
    let defaults = positional.filter_map(|parameter| parameter.default.as_ref()).map(load);
    let keyword_defaults = parameters
        .keyword_only
        .iter()
        .map(|parameter| parameter.default.as_ref().map_or_else(|| leaf("None"), load));
    Fields::new()
        .with("posonlyargs", list(parameters.positional_only.iter().map(parameter)))
        .with("args", list(parameters.regular.iter().map(parameter)))
        .maybe("vararg", parameters.star.as_deref().map(parameter))
        .with("kwonlyargs", list(parameters.keyword_only.iter().map(parameter)))
        .with("kw_defaults", list(keyword_defaults))
        .maybe("kwarg", parameters.double_star.as_deref().map(parameter))
        .with("defaults", list(defaults))
        .node("arguments")
}

fn parameter(parameter: &Parameter) -> Part<'_> {
    Fields::new()
        .with("arg", quoted(&parameter.name.name))
        .maybe("annotation", parameter.annotation.as_ref().map(load))
        .node("arg")
}

pub(super) fn operator<'t>(op: BinaryOp) -> Part<'t> {
    Part::Node(
        match op {
            BinaryOp::Add => "Add",
            BinaryOp::Sub => "Sub",
            BinaryOp::Mult => "Mult",
            BinaryOp::MatMult => "MatMult",
            BinaryOp::Div => "Div",
            BinaryOp::Mod => "Mod",
            BinaryOp::Pow => "Pow",
            BinaryOp::LShift => "LShift",
            BinaryOp::RShift => "RShift",
            BinaryOp::BitOr => "BitOr",
            BinaryOp::BitXor => "BitXor",
            BinaryOp::BitAnd => "BitAnd",
            BinaryOp::FloorDiv => "FloorDiv",
        },
        Vec::new(),
    )
}

fn bool_op(op: BoolOp) -> &'static str {
    match op {
        BoolOp::And => "And",
        BoolOp::Or => "Or",
    }
}

fn unary_op(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Invert => "Invert",
        UnaryOp::Not => "Not",
        UnaryOp::UAdd => "UAdd",
        UnaryOp::USub => "USub",
    }
}

fn compare_op(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "Eq",
        CompareOp::NotEq => "NotEq",
        CompareOp::Lt => "Lt",
        CompareOp::LtE => "LtE",
        CompareOp::Gt => "Gt",
        CompareOp::GtE => "GtE",
        CompareOp::Is => "Is",
        CompareOp::IsNot => "IsNot",
        CompareOp::In => "In",
        CompareOp::NotIn => "NotIn",
    }
}
