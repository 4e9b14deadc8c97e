import { arithmeticType } from '../analysis/operator-types.ts';
import type { Resolution, TypedExpression } from '../analysis/typed-expression.ts';
import { constantValue, isConstant } from '../closures/constant.ts';
import { expressionErrors } from '../errors.ts';
import type { ArithmeticOperator, ComparisonOperator, Node } from '../syntax/ast.ts';
import { listOf, types } from '../types/feel-type.ts';
import { BindingWriter } from './binding-writer.ts';
import { BuiltinWriter } from './builtin-writer.ts';
import { arrow, type Code, call, chain, list, quoted, text } from './code.ts';
import { ContextWriter } from './context-writer.ts';
import { equality } from './equality.ts';
import type { Identifiers } from './identifiers.ts';
import { Locals } from './locals.ts';
import { MembershipWriter } from './membership-writer.ts';
import type { ModuleConstants } from './module-constants.ts';
import { Narrowed } from './narrowed.ts';
import type { PartWriter } from './part-writer.ts';
import { ScopeReads } from './scope-reads.ts';
import { typeCode } from './type-code.ts';
import { isNull, isScalar, literal, maybe, nothing, surely, type Written } from './written.ts';

const arithmeticNames: Readonly<Record<ArithmeticOperator, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '**': 'power',
};

const orderNames: Readonly<Record<Exclude<ComparisonOperator, '=' | '!='>, string>> = {
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
};

/** A name that so many items around it may have is asked of each of them in turn; the code grows with the cube of their number. */
const mostItems = 20;

/** What a module has in common for its functions. */
export interface ModuleNames {
  readonly identifiers: Identifiers;
  readonly constants: ModuleConstants;
  /** Told each name of the runtime that is used. */
  readonly uses: (name: string) => void;
}

/** Writes the parts of one expression as TypeScript. */
export class ExpressionWriter implements PartWriter {
  readonly scope: ScopeReads;
  readonly locals: Locals;
  /** Whether the clock is read. */
  readsClock = false;
  readonly #typed: TypedExpression;
  readonly #module: ModuleNames;
  readonly #narrowed = new Narrowed();
  readonly #builtins: BuiltinWriter;
  readonly #contexts: ContextWriter;
  readonly #membership: MembershipWriter;
  readonly #bindings: BindingWriter;

  constructor(typed: TypedExpression, module: ModuleNames, wholes: Set<string>) {
    this.#typed = typed;
    this.#module = module;
    this.scope = new ScopeReads(typed, module.identifiers, wholes);
    this.locals = new Locals(module.identifiers);
    this.#builtins = new BuiltinWriter(typed, (node) => this.write(node), module.uses);
    this.#contexts = new ContextWriter((node) => this.write(node), this.locals, module.uses);
    this.#membership = new MembershipWriter(typed, this);
    this.#bindings = new BindingWriter(typed, this);
  }

  write(node: Node): Written {
    switch (node.kind) {
      case 'null':
        return nothing;
      case 'anything':
        return literal('true', types.boolean);
      case 'boolean':
        return literal(String(node.value), types.boolean);
      case 'string':
        return literal(quoted(node.value), types.string);
      case 'number':
      case 'at':
        return this.#constant(node);
      case 'name':
        return this.#name(this.#typed.resolutionOf(node), node);
      case 'path':
        return this.#path(node);
      case 'call':
        return this.#call(node);
      case 'negate':
        return this.#negate(node);
      case 'arithmetic': {
        const [left, right] = [this.write(node.left), this.write(node.right)];
        const certain = isScalar(left.type) && isScalar(right.type) ? arithmeticType(node.operator, left.type, right.type) : null;
        return maybe(this.runtime(arithmeticNames[node.operator], left, right), certain);
      }
      case 'comparison':
        return this.comparison(node.operator, this.write(node.left), this.write(node.right));
      case 'and':
      case 'or':
        return this.#junction(node);
      case 'between':
        return maybe(this.runtime('between', this.write(node.of), this.write(node.low), this.write(node.high)), types.boolean);
      case 'in':
      case 'tests':
      case 'range':
      case 'unary-comparison':
        return this.#membership.write(node);
      case 'instance-of':
        return surely(this.runtime('instanceOf', this.write(node.of), maybe(typeCode(node.type, this.#typed, node), null)), types.boolean);
      case 'list':
        return surely(list(node.items.map((item) => this.write(item).code)), listOf(types.any));
      case 'context':
        return this.#contexts.write(node);
      case 'if':
        return this.#choice(node);
      case 'filter':
      case 'for':
      case 'some':
      case 'every':
      case 'function':
        return this.#bindings.write(node);
    }
  }

  /** A part as a condition of JavaScript: true where the part is true, false where it is false or null. */
  condition(node: Node): Code {
    if (node.kind === 'and' || node.kind === 'or') {
      const parts = termsOf(node, node.kind).map((term) => () => this.condition(term));
      return chain(node.kind === 'and' ? '&&' : '||', ...this.#narrowed.inOrder(node.kind === 'and' ? 'true' : 'false', parts, isTest));
    }
    if (node.kind === 'if') {
      const parts = [node.condition, node.then, node.else].map((part) => () => this.condition(part));
      const [condition = text('false'), whenTrue = text('false'), whenFalse = text('false')] = this.#narrowed.inOrder(
        'either',
        parts,
        () => false,
      );
      return { kind: 'choice', condition, whenTrue, whenFalse };
    }
    const written = this.write(node);
    if (written.sure && written.type?.kind === 'boolean') return written.code;
    if (written.literal) return text('false');
    if (this.#narrowed.allow(true, written)) return chain('===', written.code, text('true'));
    return chain('===', this.runtime('equal', written, literal('true', types.boolean)), text('true'));
  }

  runtime(name: string, ...given: readonly Written[]): Code {
    this.#module.uses(name);
    return call(name, ...given.map(({ code }) => code));
  }

  #constant(node: Node): Written {
    const value = constantValue(this.#typed, node);
    if (value === null) return nothing;
    if (typeof value === 'number') return literal(String(value), types.number);
    const made = this.#module.constants.of(value);
    return made === null ? nothing : maybe(made.code, made.type);
  }

  #name(resolution: Resolution, node: Node, items = 0): Written {
    if (items > mostItems) {
      throw expressionErrors.notInTypescript(
        {
          part: this.#typed.text.slice(node.from, node.to),
          reason: `More than ${mostItems} items that it stands within may have the name.`,
        },
        { details: { from: node.from, to: node.to } },
      );
    }
    switch (resolution.kind) {
      case 'local':
        return this.local(resolution.index);
      case 'scope':
        return this.scope.name(resolution.name);
      case 'entry': {
        const item = this.local(resolution.index);
        const name = literal(quoted(resolution.name), types.string);
        if (resolution.otherwise === null) return maybe(this.runtime('property', item, name), null);
        const otherwise = arrow([], this.#name(resolution.otherwise, node, items + 1).code);
        return maybe(this.runtime('entry', item, name, maybe(otherwise, null)), null);
      }
      case 'builtin': {
        const clock = resolution.name === 'now' || resolution.name === 'today' ? [this.#clock()] : [];
        return maybe(this.runtime('functionOf', literal(quoted(resolution.name), types.string), ...clock), null);
      }
      case 'unknown':
        return nothing;
    }
  }

  local(index: number): Written {
    const path = this.locals.read(index);
    return { ...maybe(text(path), null), path };
  }

  #clock(): Written {
    this.readsClock = true;
    return maybe(text('clock'), null);
  }

  #path(node: Extract<Node, { kind: 'path' }>): Written {
    const read = this.scope.path(node);
    if (read !== null) return read;
    const of = this.write(node.of);
    if (of.path !== null && of.type?.kind === 'date' && ['year', 'month', 'day'].includes(node.name)) {
      return maybe(chain('??', text(`${of.path}?.${node.name}`), text('null')), types.number);
    }
    return maybe(this.runtime('property', of, literal(quoted(node.name), types.string)), null);
  }

  #call(node: Extract<Node, { kind: 'call' }>): Written {
    if (this.#typed.builtinsOf(node).length === 0) return this.#callOfValue(node);
    const name = node.of.kind === 'name' ? node.of.name : '';
    if (name === 'now' || name === 'today') return maybe(this.runtime(name, this.#clock()), name === 'now' ? types.dateTime : types.date);
    if (['date', 'time', 'date and time', 'duration', 'number'].includes(name) && isConstant(this.#typed, node))
      return this.#constant(node);
    return this.#builtins.write(node, name);
  }

  #callOfValue(node: Extract<Node, { kind: 'call' }>): Written {
    const callee = this.write(node.of);
    const given = node.arguments.map(({ name, value }) => ({ name, value: this.write(value) }));
    const named = given.flatMap(({ name, value }) => (name === null ? [] : [{ name, code: value.code }]));
    // Some named and some not fit no function.
    if (named.length > 0 && named.length < given.length) return nothing;
    if (named.length === 0) return maybe(this.runtime('call', callee, ...given.map(({ value }) => value)), null);
    return maybe(this.runtime('callWith', callee, this.#contexts.object(named)), null);
  }

  #negate(node: Extract<Node, { kind: 'negate' }>): Written {
    if (node.of.kind === 'number') return this.#constant(node);
    const of = this.write(node.of);
    return maybe(
      this.runtime('negate', of),
      isScalar(of.type) && (of.type.kind === 'number' || of.type.kind.endsWith('duration')) ? of.type : null,
    );
  }

  comparison(operator: ComparisonOperator, left: Written, right: Written): Written {
    if (operator === '=' || operator === '!=') return equality(left, right, operator === '=', this.#narrowed, this.#module.uses);
    return maybe(this.runtime(orderNames[operator], left, right), types.boolean);
  }

  /** Three-valued: the plain operator where what stands before it is never null, else the function of the runtime. */
  #junction(node: Extract<Node, { kind: 'and' | 'or' }>): Written {
    const parts = termsOf(node, node.kind).map((term) => () => this.write(term));
    const written = this.#narrowed.inOrder(node.kind === 'and' ? 'true' : 'false', parts, ({ code }) => isTest(code));
    return written.reduce((left, right) => this.#join(node.kind, left, right));
  }

  #join(kind: 'and' | 'or', left: Written, right: Written): Written {
    const known = left.type?.kind === 'boolean' && right.type?.kind === 'boolean';
    if (known && left.sure && !left.literal) {
      return { ...maybe(chain(kind === 'and' ? '&&' : '||', left.code, right.code), types.boolean), sure: right.sure };
    }
    const term = arrow([], right.code);
    const { code } = left;
    // A longer chain is one call.
    if (code.kind === 'call' && code.callee === kind) return maybe(call(kind, ...code.given, term), types.boolean);
    return maybe(this.runtime(kind, left, maybe(term, null)), types.boolean);
  }

  #choice(node: Extract<Node, { kind: 'if' }>): Written {
    const parts = [() => maybe(this.condition(node.condition), null), () => this.write(node.then), () => this.write(node.else)];
    const [condition = nothing, then = nothing, otherwise = nothing] = this.#narrowed.inOrder('either', parts, () => false);
    const type = isNull(then) ? otherwise.type : isNull(otherwise) || then.type?.kind === otherwise.type?.kind ? then.type : null;
    return {
      code: { kind: 'choice', condition: condition.code, whenTrue: then.code, whenFalse: otherwise.code },
      type,
      sure: type !== null && then.sure && otherwise.sure,
      literal: then.literal && otherwise.literal,
      path: null,
    };
  }
}

/** Whether code is a comparison by `===` or `!==` alone. */
function isTest(code: Code): boolean {
  return code.kind === 'chain' && (code.operator === '===' || code.operator === '!==');
}

/** The terms of a junction in the order in which they are written; the parser makes long ones into trees. */
function termsOf(node: Node, kind: 'and' | 'or'): readonly Node[] {
  return node.kind === kind ? [...termsOf(node.left, kind), ...termsOf(node.right, kind)] : [node];
}
