import type { Resolution, TypedExpression } from '../analysis/typed-expression.ts';
import { contextOf } from '../builtins/contexts.ts';
import { builtinsNamed } from '../builtins/index.ts';
import type { ComparisonOperator, Iteration, Node } from '../syntax/ast.ts';
import { calculate, negateValue } from '../values/arithmetic.ts';
import { compareValues, equalValues, isNumber, kindOf, matches } from '../values/comparison.ts';
import { parseNumber } from '../values/decimal.ts';
import { isInstance } from '../values/instance.ts';
import { parseTemporal } from '../values/parse-temporal.ts';
import { FeelDate } from '../values/temporal.ts';
import { entryOf, FeelFunction, FeelRange, type FeelValue, isContext } from '../values/value.ts';
import { callBuiltin } from './call-builtin.ts';
import { type EvaluationOptions, Frame, type Scope } from './frame.ts';
import { propertyOf } from './property.ts';

type Run = (frame: Frame) => FeelValue;

/** A compiled expression: gives its value for the names in a scope. */
export type Closure = (scope: Scope, input?: FeelValue) => FeelValue;

/** Makes nested closures of the tree, once; evaluating then walks no tree and needs no `eval`. */
export function compileClosure(typed: TypedExpression, options: EvaluationOptions = {}): Closure {
  const run = new ClosureCompiler(typed).compile(typed.root, 0);
  const runTests = new ClosureCompiler(typed).compile(typed.root, 1);
  const isTests = typed.root.kind === 'tests' || typed.root.kind === 'anything';
  return (scope, input) =>
    isTests || input !== undefined ? runTests(new Frame(scope, options, [input ?? null])) : run(new Frame(scope, options));
}

class ClosureCompiler {
  readonly #typed: TypedExpression;

  constructor(typed: TypedExpression) {
    this.#typed = typed;
  }

  /** `depth` is how many local variables are visible at the place. */
  compile(node: Node, depth: number): Run {
    switch (node.kind) {
      case 'null':
        return () => null;
      case 'anything':
        return () => true;
      case 'boolean':
      case 'string': {
        const { value } = node;
        return () => value;
      }
      case 'number': {
        const value = parseNumber(node.digits);
        return () => value;
      }
      case 'at': {
        const value = parseTemporal(node.value);
        return () => value;
      }
      case 'name':
        return this.#name(this.#typed.resolutionOf(node));
      case 'path': {
        const of = this.compile(node.of, depth);
        const { name } = node;
        return (frame) => propertyOf(of(frame), name);
      }
      case 'filter':
        return this.#filter(node, depth);
      case 'call':
        return this.#call(node, depth);
      case 'negate': {
        const of = this.compile(node.of, depth);
        return (frame) => negateValue(of(frame));
      }
      case 'arithmetic':
        return this.#arithmetic(node, depth);
      case 'comparison':
        return compareWith(node.operator, this.compile(node.left, depth), this.compile(node.right, depth));
      case 'and':
        return junction(this.compile(node.left, depth), this.compile(node.right, depth), false);
      case 'or':
        return junction(this.compile(node.left, depth), this.compile(node.right, depth), true);
      case 'between': {
        const [of, low, high] = [node.of, node.low, node.high].map((part) => this.compile(part, depth)) as [Run, Run, Run];
        const atLeast = compareWith('>=', of, low);
        return junction(atLeast, compareWith('<=', of, high), false);
      }
      case 'in': {
        const of = this.compile(node.of, depth);
        const tests = this.#tests(node.tests, depth + 1);
        return (frame) => {
          frame.locals[depth] = of(frame);
          return tests(frame, frame.locals[depth] ?? null);
        };
      }
      case 'tests': {
        const tests = this.#tests(node.tests, depth);
        return (frame) => {
          const passed = tests(frame, frame.locals[0] ?? null);
          return node.not && passed !== null ? !passed : passed;
        };
      }
      case 'unary-comparison':
        return this.#unaryComparison(node.operator, this.compile(node.of, depth));
      case 'instance-of': {
        const of = this.compile(node.of, depth);
        return (frame) => {
          const value = of(frame);
          return value === null ? node.type.kind === 'null' : isInstance(value, node.type);
        };
      }
      case 'range': {
        const low = this.compile(node.low, depth);
        const high = this.compile(node.high, depth);
        return (frame) => makeRange(node.lowIncluded, low(frame), high(frame), node.highIncluded);
      }
      case 'list': {
        const items = node.items.map((item) => this.compile(item, depth));
        return (frame) => items.map((item) => item(frame));
      }
      case 'context':
        return this.#context(node, depth);
      case 'if': {
        const [condition, then, otherwise] = [node.condition, node.then, node.else].map((part) => this.compile(part, depth)) as [
          Run,
          Run,
          Run,
        ];
        return (frame) => (condition(frame) === true ? then(frame) : otherwise(frame));
      }
      case 'for':
        return this.#for(node, depth);
      case 'some':
      case 'every':
        return this.#quantified(node, depth);
      case 'function': {
        const names = node.parameters.map(({ name }) => name);
        const body = this.compile(node.body, depth + names.length);
        return (frame) => {
          const captured = frame.capture(depth);
          return new FeelFunction(names, (values) => {
            captured.step(1);
            const own = captured.capture(depth);
            for (const [index] of names.entries()) own.locals[depth + index] = values[index] ?? null;
            return body(own);
          });
        };
      }
    }
  }

  #name(resolution: Resolution): Run {
    switch (resolution.kind) {
      case 'local': {
        const { index } = resolution;
        return (frame) => frame.locals[index] ?? null;
      }
      case 'scope': {
        const { name } = resolution;
        return (frame) => frame.scope.get(name) ?? null;
      }
      case 'entry': {
        const { index, name } = resolution;
        const otherwise = resolution.otherwise === null ? () => null : this.#name(resolution.otherwise);
        return (frame) => {
          const item = frame.locals[index] ?? null;
          return isContext(item) && Object.hasOwn(item, name) ? entryOf(item, name) : otherwise(frame);
        };
      }
      case 'builtin': {
        const candidates = builtinsNamed(resolution.name) ?? [];
        const parameters = candidates[0]?.parameters.map(({ name }) => name) ?? [];
        return (frame) =>
          new FeelFunction(parameters, (values) =>
            callBuiltin(
              candidates,
              values.map(() => null),
              values,
              frame,
            ),
          );
      }
      case 'unknown':
        return () => null;
    }
  }

  #filter(node: Extract<Node, { kind: 'filter' }>, depth: number): Run {
    const of = this.compile(node.of, depth);
    const condition = this.compile(node.condition, depth + 1);
    const byPosition = this.#typed.typeOf(node.condition).kind === 'number';
    return (frame) => {
      const value = of(frame);
      const list: readonly FeelValue[] = Array.isArray(value) ? value : value === null ? [] : [value];
      frame.locals[depth] = list[0] ?? null;
      if (byPosition || list.length === 0) return itemAt(list, condition(frame));
      const kept: FeelValue[] = [];
      for (const [index, item] of list.entries()) {
        frame.step(1);
        frame.locals[depth] = item;
        const passed = condition(frame);
        if (index === 0 && isNumber(passed)) return itemAt(list, passed);
        if (passed === true) kept.push(item);
      }
      return kept;
    };
  }

  #call(node: Extract<Node, { kind: 'call' }>, depth: number): Run {
    const values = node.arguments.map(({ value }) => this.compile(value, depth));
    const names = node.arguments.map(({ name }) => name);
    const candidates = this.#typed.builtinsOf(node);
    if (candidates.length > 0)
      return (frame) =>
        callBuiltin(
          candidates,
          names,
          values.map((value) => value(frame)),
          frame,
        );
    const callee = this.compile(node.of, depth);
    return (frame) => {
      const called = callee(frame);
      if (!(called instanceof FeelFunction)) return null;
      const given = values.map((value) => value(frame));
      if (names.every((name) => name === null)) return given.length > called.parameters.length ? null : called.call(given);
      if (names.some((name) => name === null || !called.parameters.includes(name))) return null;
      return called.call(called.parameters.map((parameter) => given[names.indexOf(parameter)] ?? null));
    };
  }

  #arithmetic(node: Extract<Node, { kind: 'arithmetic' }>, depth: number): Run {
    const left = this.compile(node.left, depth);
    const right = this.compile(node.right, depth);
    const { operator, from, to } = node;
    return (frame) => {
      const a = left(frame);
      const b = right(frame);
      const value = calculate(operator, a, b);
      if (value === null) frame.options.onNull?.(`${kindOf(a)} ${operator} ${kindOf(b)} has no result`, from, to);
      return value;
    };
  }

  /** Tests of `in` and unary tests: a test that uses `?`, or gives a truth value, decides itself; others compare. */
  #tests(tests: readonly Node[], depth: number): (frame: Frame, input: FeelValue) => boolean | null {
    const compiled = tests.map((test) => ({ run: this.compile(test, depth), decides: test.kind === 'anything' || usesInput(test) }));
    return (frame, input) => {
      let unknown = false;
      for (const { run, decides } of compiled) {
        const value = run(frame);
        const passed = decides ? value : value === null ? input === null : matches(input, value);
        if (passed === true || (value === true && typeof input !== 'boolean')) return true;
        if (passed === null) unknown = true;
      }
      return unknown ? null : false;
    };
  }

  #unaryComparison(operator: ComparisonOperator, of: Run): Run {
    return (frame) => {
      const value = of(frame);
      switch (operator) {
        case '<':
        case '<=':
          return new FeelRange(false, null, value, operator === '<=');
        case '>':
        case '>=':
          return new FeelRange(operator === '>=', value, null, false);
        case '=':
          return new FeelRange(true, value, value, true);
        case '!=':
          return null;
      }
    };
  }

  #context(node: Extract<Node, { kind: 'context' }>, depth: number): Run {
    const entries = node.entries.map(({ name, value }, index) => ({ name, run: this.compile(value, depth + index) }));
    return (frame) =>
      contextOf(
        entries.map(({ name, run }, index) => {
          const value = run(frame);
          frame.locals[depth + index] = value;
          return [name, value] as const;
        }),
      );
  }

  #for(node: Extract<Node, { kind: 'for' }>, depth: number): Run {
    const each = this.#iterate(node.iterations, depth);
    const partialAt = depth + node.iterations.length;
    const result = this.compile(node.result, partialAt + 1);
    return (frame) => {
      const results: FeelValue[] = [];
      const complete = each(frame, () => {
        frame.locals[partialAt] = results;
        results.push(result(frame));
        return true;
      });
      return complete ? results : null;
    };
  }

  #quantified(node: Extract<Node, { kind: 'some' | 'every' }>, depth: number): Run {
    const each = this.#iterate(node.iterations, depth);
    const condition = this.compile(node.condition, depth + node.iterations.length);
    const deciding = node.kind === 'some';
    return (frame) => {
      let decided = false;
      let unknown = false;
      const complete = each(frame, () => {
        const passed = condition(frame);
        if (passed === deciding) decided = true;
        else if (typeof passed !== 'boolean') unknown = true;
        return !decided;
      });
      if (decided) return deciding;
      return !complete || unknown ? null : !deciding;
    };
  }

  /** Runs a visit for every combination of the iterations' items; false where something is no list. The visit says whether to go on. */
  #iterate(iterations: readonly Iteration[], depth: number): (frame: Frame, visit: () => boolean) => boolean {
    const sources = iterations.map((iteration, index) => ({
      from: this.compile(iteration.in, depth + index),
      to: iteration.to === null ? null : this.compile(iteration.to, depth + index),
    }));
    return (frame, visit) => {
      let goOn = true;
      const walk = (level: number): boolean => {
        const source = sources[level];
        if (source === undefined) {
          goOn = visit();
          return true;
        }
        const items = source.to === null ? itemsOf(source.from(frame)) : sequence(source.from(frame), source.to(frame));
        if (items === null) return false;
        for (const item of items) {
          frame.step(1);
          frame.locals[depth + level] = item;
          if (!walk(level + 1)) return false;
          if (!goOn) return true;
        }
        return true;
      };
      return walk(0);
    };
  }
}

function compareWith(operator: ComparisonOperator, left: Run, right: Run): Run {
  switch (operator) {
    case '=':
      return (frame) => equalValues(left(frame), right(frame));
    case '!=':
      return (frame) => {
        const equal = equalValues(left(frame), right(frame));
        return equal === null ? null : !equal;
      };
    default: {
      const holds = orders[operator];
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') return holds(a - b);
        const order = compareValues(a, b);
        return order === null ? null : holds(order);
      };
    }
  }
}

const orders: Readonly<Record<'<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Three-valued `and` (decided by false) and `or` (decided by true). */
function junction(left: Run, right: Run, deciding: boolean): Run {
  return (frame) => {
    const a = left(frame);
    if (a === deciding) return deciding;
    const b = right(frame);
    if (b === deciding) return deciding;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !deciding : null;
  };
}

function makeRange(lowIncluded: boolean, low: FeelValue, high: FeelValue, highIncluded: boolean): FeelValue {
  return low !== null && high !== null && compareValues(low, high) === null ? null : new FeelRange(lowIncluded, low, high, highIncluded);
}

function itemAt(list: readonly FeelValue[], position: FeelValue): FeelValue {
  if (typeof position === 'boolean') return list.length === 0 ? [] : null;
  if (typeof position !== 'number' || position === 0) return list.length === 0 ? [] : null;
  return list[position > 0 ? position - 1 : list.length + position] ?? null;
}

function itemsOf(value: FeelValue): Iterable<FeelValue> | null {
  if (value === null) return null;
  if (value instanceof FeelRange) return sequence(value.low, value.high);
  return Array.isArray(value) ? (value as readonly FeelValue[]) : [value];
}

/** Whole numbers or days from one to the other, up or down. */
function sequence(from: FeelValue, to: FeelValue): Iterable<FeelValue> | null {
  if (typeof from === 'number' && typeof to === 'number') return count(from, to, (value) => value);
  if (from instanceof FeelDate && to instanceof FeelDate) return count(from.epochDay, to.epochDay, FeelDate.ofEpochDay);
  return null;
}

function* count(from: number, to: number, make: (value: number) => FeelValue): Generator<FeelValue> {
  const step = from <= to ? 1 : -1;
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) yield make(value);
}

/** Whether a test speaks of its input by `?`. */
function usesInput(node: Node): boolean {
  if (node.kind === 'name') return node.name === '?';
  return Object.values(node).some((part: unknown) => {
    if (Array.isArray(part))
      return part.some(
        (item: unknown) => typeof item === 'object' && item !== null && usesInput(('value' in item ? item.value : item) as Node),
      );
    return typeof part === 'object' && part !== null && 'kind' in part && usesInput(part as Node);
  });
}
