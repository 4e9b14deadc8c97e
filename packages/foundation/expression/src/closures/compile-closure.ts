import type { Resolution, TypedExpression } from '../analysis/typed-expression.ts';
import { contextOf } from '../builtins/contexts.ts';
import type { Iteration, Node, Place } from '../syntax/ast.ts';
import { levelsOf, partsOf, stepsToEvaluate } from '../syntax/parts.ts';
import { negateValue } from '../values/arithmetic.ts';
import { kindOf } from '../values/comparison.ts';
import { parseNumber } from '../values/decimal.ts';
import { coerce, isInstance } from '../values/instance.ts';
import { parseTemporal } from '../values/parse-temporal.ts';
import { entryOf, FeelFunction, type FeelValue, isContext } from '../values/value.ts';
import { weigh } from '../values/weight.ts';
import { arithmetic } from './arithmetic.ts';
import { builtinCall } from './builtin-call.ts';
import { builtinFunction } from './builtin-function.ts';
import { callFunction } from './call-function.ts';
import { comparison, junction } from './comparison.ts';
import { filter } from './filter.ts';
import { type EvaluationOptions, Frame, type Scope } from './frame.ts';
import { forEach, quantified, type Source } from './iteration.ts';
import { hasProperty, propertyOf } from './property.ts';
import type { Run } from './run.ts';
import { anyTest, makeRange, type Test, testOf, unaryComparison } from './tests.ts';

/** A compiled expression: gives its value for the names in a scope. Options of a call stand in place of those it was compiled with. */
export type Closure = (scope: Scope, input?: FeelValue, options?: EvaluationOptions) => FeelValue;

/** Makes nested closures of the tree, once; evaluating then walks no tree and needs no `eval`. */
export function compileClosure(typed: TypedExpression, defaults: EvaluationOptions = {}): Closure {
  const isTests = typed.root.kind === 'tests' || typed.root.kind === 'anything';
  const compile = (locals: number): Run => {
    const run = new ClosureCompiler(typed).compile(typed.root, locals);
    return makesValues(typed.root) ? weighed(run) : run;
  };
  let tests = isTests ? compile(1) : null;
  const withInput: Closure = (scope, input = null, options = defaults) => {
    tests ??= compile(1);
    return tests(new Frame(scope, options, [input]));
  };
  if (isTests) return withInput;
  const run = compile(0);
  return (scope, input, options = defaults) => (input === undefined ? run(new Frame(scope, options)) : withInput(scope, input, options));
}

/** Weighs what comes of it, for whoever gets it goes through it. */
function weighed(run: Run): Run {
  return (frame) => {
    const value = run(frame);
    if (typeof value === 'object') weigh(value, frame);
    return value;
  };
}

/** Whether lists or contexts may be in the value that no caller has given. */
function makesValues(node: Node): boolean {
  return node.kind === 'list' || node.kind === 'context' || node.kind === 'for' || node.kind === 'call' || partsOf(node).some(makesValues);
}

/** Levels of the stack that a call takes besides those of the body. */
const levelsOfCall = 4;

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
        return value === null ? (frame) => frame.nothing(node, `@"${node.value}" is no date, time or duration`) : () => value;
      }
      case 'name':
        return this.#name(this.#typed.resolutionOf(node), node);
      case 'path': {
        const of = this.compile(node.of, depth);
        const { name } = node;
        return (frame) => {
          const value = of(frame);
          if (Array.isArray(value)) weigh(value, frame, Array.isArray);
          return (
            propertyOf(value, name) ??
            frame.nothing(node, `${kindOf(value)} has no ${name}`, hasProperty(value, name) ? 'warning' : 'error')
          );
        };
      }
      case 'filter':
        return filter(
          this.compile(node.of, depth),
          this.compile(node.condition, depth + 1),
          depth,
          this.#typed.typeOf(node.condition).kind === 'number',
          node,
          stepsToEvaluate(node.condition),
        );
      case 'call':
        return this.#call(node, depth);
      case 'negate': {
        const of = this.compile(node.of, depth);
        return (frame) => {
          const value = of(frame);
          return negateValue(value) ?? frame.nothing(node, `${kindOf(value)} has no negative`);
        };
      }
      case 'arithmetic':
        return arithmetic(node.operator, this.compile(node.left, depth), this.compile(node.right, depth), node);
      case 'comparison':
        return comparison(node.operator, this.compile(node.left, depth), this.compile(node.right, depth), node);
      case 'and':
        return junction(this.compile(node.left, depth), this.compile(node.right, depth), false, node);
      case 'or':
        return junction(this.compile(node.left, depth), this.compile(node.right, depth), true, node);
      case 'between': {
        const [of, low, high] = [node.of, node.low, node.high].map((part) => this.compile(part, depth)) as [Run, Run, Run];
        const atLeast = comparison('>=', of, low, node);
        return junction(atLeast, comparison('<=', of, high, node), false, node);
      }
      case 'in': {
        const of = this.compile(node.of, depth);
        const tests = anyTest(this.#tests(node.tests, depth + 1), node, this.#typed.typeOf(node.of).kind === 'boolean');
        return (frame) => {
          frame.locals[depth] = of(frame);
          return tests(frame, frame.locals[depth] ?? null);
        };
      }
      case 'tests': {
        const tests = anyTest(this.#tests(node.tests, depth), node, false);
        return (frame) => {
          const passed = tests(frame, frame.locals[0] ?? null);
          return node.not && passed !== null ? !passed : passed;
        };
      }
      case 'unary-comparison':
        return unaryComparison(node.operator, this.compile(node.of, depth), node);
      case 'instance-of': {
        const of = this.compile(node.of, depth);
        return (frame) => {
          const value = of(frame);
          if (value === null) return node.type.kind === 'null';
          if (typeof value === 'object') weigh(value, frame);
          return isInstance(value, node.type);
        };
      }
      case 'range': {
        const low = this.compile(node.low, depth);
        const high = this.compile(node.high, depth);
        return (frame) =>
          makeRange(node.lowIncluded, low(frame), high(frame), node.highIncluded) ??
          frame.nothing(node, 'the ends of the range cannot be compared');
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
        return (frame) => {
          const decided = condition(frame);
          if (decided !== null && typeof decided !== 'boolean')
            frame.nothing(node.condition, `${kindOf(decided)} is neither true nor false`);
          return decided === true ? then(frame) : otherwise(frame);
        };
      }
      case 'for':
        return forEach(
          this.#sources(node.iterations, depth),
          depth,
          this.compile(node.result, depth + node.iterations.length + 1),
          node,
          stepsToEvaluate(node),
        );
      case 'some':
      case 'every':
        return quantified(
          this.#sources(node.iterations, depth),
          depth,
          this.compile(node.condition, depth + node.iterations.length),
          node.kind === 'some',
          node,
          stepsToEvaluate(node),
        );
      case 'function': {
        const names = node.parameters.map(({ name }) => name);
        const parameterTypes = node.parameters.map(({ type }) => type);
        const body = this.compile(node.body, depth + names.length);
        const levels = levelsOfCall + levelsOf(node.body);
        const steps = stepsToEvaluate(node.body);
        return (frame) => {
          const captured = frame.capture(depth);
          return new FeelFunction(names, (values) => {
            captured.step(steps);
            const own = captured.capture(depth);
            for (const [index, name] of names.entries()) {
              const type = parameterTypes[index] ?? null;
              const value = values[index] ?? null;
              if (type !== null && typeof value === 'object') weigh(value, captured);
              const given = type === null ? { value } : coerce(value, type);
              if (given === null) return frame.nothing(node, `${name} is not of its type`);
              own.locals[depth + index] = given.value;
            }
            return captured.call(levels, () => body(own));
          });
        };
      }
    }
  }

  #name(resolution: Resolution, place: Place): Run {
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
        const otherwise = resolution.otherwise === null ? () => null : this.#name(resolution.otherwise, place);
        return (frame) => {
          const item = frame.locals[index] ?? null;
          return isContext(item) && Object.hasOwn(item, name) ? entryOf(item, name) : otherwise(frame);
        };
      }
      case 'builtin': {
        const { name } = resolution;
        return (frame) => builtinFunction(name, frame, place);
      }
      case 'unknown':
        return (frame) => frame.nothing(place, 'there is nothing of that name');
    }
  }

  #call(node: Extract<Node, { kind: 'call' }>, depth: number): Run {
    const values = node.arguments.map(({ value }) => this.compile(value, depth));
    const names = node.arguments.map(({ name }) => name);
    const candidates = this.#typed.builtinsOf(node);
    return candidates.length > 0
      ? builtinCall(candidates, names, values, node)
      : callFunction(this.compile(node.of, depth), names, values, node);
  }

  #tests(tests: readonly Node[], depth: number): readonly Test[] {
    return tests.map((test) => testOf(test, (node) => this.compile(node, depth)));
  }

  #sources(iterations: readonly Iteration[], depth: number): readonly Source[] {
    return iterations.map((iteration, index) => ({
      from: this.compile(iteration.in, depth + index),
      to: iteration.to === null ? null : this.compile(iteration.to, depth + index),
    }));
  }

  #context(node: Extract<Node, { kind: 'context' }>, depth: number): Run {
    const entries = node.entries.map(({ name, value }, index) => ({ name, run: this.compile(value, depth + index) }));
    const names = new Set<string>();
    const twice = entries.find(({ name }) => names.size === names.add(name).size);
    if (twice !== undefined) return (frame) => frame.nothing(node, `"${twice.name}" stands twice in the context`);
    return (frame) =>
      contextOf(
        entries.map(({ name, run }, index) => {
          const value = run(frame);
          frame.locals[depth + index] = value;
          return [name, value] as const;
        }),
      );
  }
}
