import { nearestName } from '@plinth/foundation';
import type { Builtin } from '../builtins/builtin.ts';
import { builtinNames, builtinsNamed } from '../builtins/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Iteration, Node } from '../syntax/ast.ts';
import {
  type ContextType,
  comparable,
  conforms,
  type FeelType,
  isDuration,
  listOf,
  printType,
  rangeOf,
  types,
  unionOf,
} from '../types/feel-type.ts';
import { kindOf } from '../values/comparison.ts';
import { parseTemporal } from '../values/parse-temporal.ts';
import { fits, parameterFor, resultOf, takes } from './builtin-forms.ts';
import { Dependencies } from './dependencies.ts';
import { arithmeticType, builtInProperties, propertyType } from './operator-types.ts';
import { ScopeStack } from './scope-stack.ts';
import type { Resolution, TypedExpression } from './typed-expression.ts';
import { wrongArguments } from './wrong-arguments.ts';

export interface Analysis extends TypedExpression {
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves every name and finds the type of every part. Findings are errors when authoring; the standard makes them nulls. */
export function analyse(text: string, root: Node, scope: ContextType, input: FeelType | null): Analysis {
  const analyser = new Analyser(scope);
  const type = analyser.run(root, input);
  return {
    text,
    root,
    type,
    dependencies: analyser.dependencies.paths(),
    diagnostics: analyser.diagnostics,
    typeOf: (node) => analyser.types.get(node) ?? types.any,
    resolutionOf: (node) => analyser.resolutions.get(node) ?? { kind: 'unknown' },
    builtinsOf: (node) => analyser.calls.get(node) ?? [],
  };
}

/** Nobody reads more, and a text may have ten thousand. */
const mostFindings = 50;

class Analyser {
  readonly types = new Map<Node, FeelType>();
  readonly resolutions = new Map<Node, Resolution>();
  readonly calls = new Map<Node, readonly Builtin[]>();
  readonly diagnostics: Diagnostic[] = [];
  readonly #scope: ScopeStack;
  readonly dependencies = new Dependencies();

  constructor(scope: ContextType) {
    this.#scope = new ScopeStack(scope);
  }

  run(root: Node, input: FeelType | null): FeelType {
    if (input !== null) this.#scope.push('?', input);
    return this.#visit(root);
  }

  #visit(node: Node): FeelType {
    const type = this.#typeOf(node);
    this.types.set(node, type);
    return type;
  }

  #typeOf(node: Node): FeelType {
    switch (node.kind) {
      case 'null':
        return types.null;
      case 'boolean':
      case 'number':
      case 'string':
        return types[node.kind];
      case 'at':
        return this.#atType(node);
      case 'anything':
        return types.boolean;
      case 'name':
        return this.#name(node);
      case 'path':
        return this.#path(node);
      case 'filter':
        return this.#filter(node);
      case 'call':
        return this.#call(node);
      case 'negate':
        return this.#negate(node);
      case 'arithmetic':
        return this.#arithmetic(node);
      case 'comparison':
        this.#compare(node, this.#visit(node.left), this.#visit(node.right));
        return types.boolean;
      case 'and':
      case 'or':
        this.#expect(node.left, types.boolean);
        this.#expect(node.right, types.boolean);
        return types.boolean;
      case 'between': {
        const of = this.#visit(node.of);
        this.#compare(node, of, this.#visit(node.low));
        this.#compare(node, of, this.#visit(node.high));
        return types.boolean;
      }
      case 'in':
        return this.#in(node);
      case 'unary-comparison':
        return rangeOf(this.#visit(node.of));
      case 'tests':
        for (const test of node.tests) this.#visit(test);
        return types.boolean;
      case 'instance-of':
        this.#visit(node.of);
        return types.boolean;
      case 'range': {
        const low = this.#visit(node.low);
        const high = this.#visit(node.high);
        this.#compare(node, low, high);
        return rangeOf(unionOf(low, high));
      }
      case 'list':
        return listOf(
          node.items
            .map((item) => this.#visit(item))
            .reduce((all, item) => (all === null ? item : unionOf(all, item)), null as FeelType | null) ?? types.any,
        );
      case 'context':
        return this.#context(node);
      case 'if': {
        this.#expect(node.condition, types.boolean);
        return unionOf(this.#visit(node.then), this.#visit(node.else));
      }
      case 'for':
        return this.#for(node);
      case 'some':
      case 'every': {
        const depth = this.#iterations(node.iterations);
        this.#expect(node.condition, types.boolean);
        this.#scope.pop(depth);
        return types.boolean;
      }
      case 'function': {
        const parameters = node.parameters.map(({ name, type }) => ({ name, type: type ?? types.any }));
        for (const { name, type } of parameters) this.#scope.push(name, type);
        const result = this.#visit(node.body);
        this.#scope.pop(parameters.length);
        return { kind: 'function', parameters, result };
      }
    }
  }

  #atType(node: Extract<Node, { kind: 'at' }>): FeelType {
    const value = parseTemporal(node.value);
    if (value === null)
      this.#report(node, 'type', `@"${node.value}" is no date, time or duration`, { expected: '@"2026-01-31", @"14:30:00", @"P1D" …' });
    return value === null ? types.null : ({ kind: kindOf(value) } as FeelType);
  }

  #name(node: Extract<Node, { kind: 'name' }>): FeelType {
    const found = this.#scope.find(node.name);
    if (found !== null) {
      this.resolutions.set(node, found.resolution);
      this.dependencies.add(node, found.resolution, []);
      return found.type;
    }
    const [builtin] = builtinsNamed(node.name) ?? [];
    if (builtin !== undefined) {
      this.resolutions.set(node, { kind: 'builtin', name: node.name });
      return {
        kind: 'function',
        parameters: [...builtin.parameters],
        result: typeof builtin.result === 'string' ? types.any : builtin.result,
      };
    }
    this.#report(
      node,
      'unknown-name',
      `there is no "${node.name}"`,
      this.#nearest(node.name, () => this.#scope.names()),
    );
    return types.any;
  }

  #path(node: Extract<Node, { kind: 'path' }>): FeelType {
    const of = this.#visit(node.of);
    this.dependencies.extend(node, this.resolutions);
    const type = propertyType(of, node.name);
    if (type !== null) return type;
    const known = of.kind === 'list' && of.item.kind === 'context' ? of.item : of;
    const candidates = () => (known.kind === 'context' ? Object.keys(known.entries) : Object.keys(builtInProperties(known) ?? {}));
    const place = { from: node.nameFrom, to: node.to };
    this.#report(place, 'unknown-property', `${printType(of)} has no "${node.name}"`, this.#nearest(node.name, candidates));
    return types.any;
  }

  #filter(node: Extract<Node, { kind: 'filter' }>): FeelType {
    const of = this.#visit(node.of);
    const item = of.kind === 'list' ? of.item : of;
    this.#scope.push(null, item);
    const condition = this.#visit(node.condition);
    this.#scope.pop(1);
    if (condition.kind === 'number') return item;
    if (condition.kind === 'boolean') return listOf(item);
    if (condition.kind === 'any' || condition.kind === 'null') return types.any;
    this.#report(node.condition, 'type', `a filter is a condition or a position, not ${printType(condition)}`, {
      expected: 'a boolean or a number',
    });
    return types.any;
  }

  #call(node: Extract<Node, { kind: 'call' }>): FeelType {
    if (node.of.kind === 'name' && this.#meansBuiltin(node.of.name)) return this.#builtinCall(node, node.of);
    const callee = this.#visit(node.of);
    const given = node.arguments.map(({ value }) => this.#visit(value));
    if (callee.kind === 'function') {
      for (const { place, message, ...more } of wrongArguments(callee, node, given)) this.#report(place, 'arguments', message, more);
      return callee.result;
    }
    if (callee.kind !== 'any' && callee.kind !== 'null')
      this.#report(node.of, 'type', `${printType(callee)} is no function`, { expected: 'a function' });
    return types.any;
  }

  /** A name that cannot be called hides no builtin: `date("2026-01-01")` beside a field `date`. */
  #meansBuiltin(name: string): boolean {
    return builtinsNamed(name) === null ? this.#scope.find(name) === null : !this.#scope.mayCall(name);
  }

  #builtinCall(node: Extract<Node, { kind: 'call' }>, name: Extract<Node, { kind: 'name' }>): FeelType {
    const given = node.arguments.map(({ name: parameter, value }) => ({ parameter, type: this.#visit(value) }));
    const all = builtinsNamed(name.name);
    if (all === null) {
      const candidates = () => [...builtinNames(), ...this.#scope.names()];
      this.#report(name, 'unknown-function', `there is no function "${name.name}"`, this.#nearest(name.name, candidates));
      return types.any;
    }
    const byCount = all.filter((candidate) =>
      takes(
        candidate,
        given.map(({ parameter }) => parameter),
      ),
    );
    const fitting = byCount.filter((candidate) =>
      given.every(({ parameter, type }, index) => fits(type, parameterFor(candidate, parameter, index)?.type ?? types.any)),
    );
    const chosen = fitting.length > 0 ? fitting : byCount;
    this.calls.set(node, chosen);
    if (fitting.length === 0) {
      const forms = all.map(
        (candidate) =>
          `${candidate.name}(${candidate.parameters.map((parameter) => `${parameter.name}: ${printType(parameter.type)}`).join(', ')})`,
      );
      const got = given.map(({ type }) => printType(type)).join(', ');
      this.#report(node, 'arguments', `${name.name} cannot be called with (${got})`, { expected: [...new Set(forms)].join(' or ') });
    }
    return resultOf(chosen, given);
  }

  #negate(node: Extract<Node, { kind: 'negate' }>): FeelType {
    const of = this.#visit(node.of);
    if (of.kind === 'number' || isDuration(of)) return of;
    if (of.kind !== 'any' && of.kind !== 'null')
      this.#report(node, 'type', `${printType(of)} has no negative`, { expected: 'a number or a duration' });
    return types.any;
  }

  #arithmetic(node: Extract<Node, { kind: 'arithmetic' }>): FeelType {
    const left = this.#visit(node.left);
    const right = this.#visit(node.right);
    const type = arithmeticType(node.operator, left, right);
    if (type !== null) return type;
    this.#report(node, 'type', `${printType(left)} ${node.operator} ${printType(right)} has no meaning`, {});
    return types.any;
  }

  #in(node: Extract<Node, { kind: 'in' }>): FeelType {
    const of = this.#visit(node.of);
    this.#scope.push('?', of);
    for (const test of node.tests) {
      const type = this.#visit(test);
      const item = type.kind === 'range' ? type.of : type.kind === 'list' ? (type.item.kind === 'range' ? type.item.of : type.item) : type;
      if (!comparable(of, item) && !comparable(of, type) && type.kind !== 'boolean') {
        this.#report(test, 'type', `${printType(of)} is never in ${printType(type)}`, {
          expected: `${printType(of)}, or a list or range of it`,
        });
      }
    }
    this.#scope.pop(1);
    return types.boolean;
  }

  #context(node: Extract<Node, { kind: 'context' }>): FeelType {
    const entries: Record<string, FeelType> = {};
    for (const { name, value } of node.entries) {
      const type = this.#visit(value);
      Object.defineProperty(entries, name, { value: type, enumerable: true, configurable: true, writable: true });
      this.#scope.push(name, type);
    }
    this.#scope.pop(node.entries.length);
    return { kind: 'context', entries, open: false };
  }

  #for(node: Extract<Node, { kind: 'for' }>): FeelType {
    const depth = this.#iterations(node.iterations);
    this.#scope.push('partial', listOf(types.any));
    const result = this.#visit(node.result);
    this.#scope.pop(depth + 1);
    return listOf(result);
  }

  #iterations(iterations: readonly Iteration[]): number {
    for (const iteration of iterations) {
      const source = this.#visit(iteration.in);
      if (iteration.to !== null) this.#visit(iteration.to);
      this.#scope.push(iteration.name, iteration.to !== null ? source : itemOf(source));
    }
    return iterations.length;
  }

  #expect(node: Node, wanted: FeelType): void {
    const type = this.#visit(node);
    if (!conforms(type, wanted))
      this.#report(node, 'type', `${printType(type)} stands where ${printType(wanted)} belongs`, { expected: printType(wanted) });
  }

  #compare(node: Node, left: FeelType, right: FeelType): void {
    if (!comparable(left, right)) this.#report(node, 'type', `${printType(left)} and ${printType(right)} cannot be compared`, {});
  }

  /** The name that may have been meant. It is looked for only while findings are kept: doing so takes time for each of thousands. */
  #nearest(name: string, candidates: () => Iterable<string>): Pick<Diagnostic, 'suggestion'> {
    const nearest = this.diagnostics.length < mostFindings ? nearestName(name, [...candidates()]) : null;
    return nearest === null ? {} : { suggestion: nearest };
  }

  #report(
    place: { readonly from: number; readonly to: number },
    code: Diagnostic['code'],
    message: string,
    more: Pick<Diagnostic, 'expected' | 'suggestion'>,
  ): void {
    if (this.diagnostics.length < mostFindings)
      this.diagnostics.push({ severity: 'error', code, message, from: place.from, to: place.to, ...more });
  }
}

function itemOf(type: FeelType): FeelType {
  if (type.kind === 'list') return type.item;
  return type.kind === 'range' ? type.of : type;
}
