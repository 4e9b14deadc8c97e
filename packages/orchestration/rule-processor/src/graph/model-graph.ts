import { nearestName } from '@plinth/foundation';
import { decisionErrors } from '../errors.ts';
import type { BusinessKnowledge, Decision, DecisionModel, DecisionService, InputData } from '../model/decision-model.ts';
import { type ImportedTypes, ItemTypes } from '../types/item-types.ts';

/** A model with its types and the prefixes under which it knows others. */
export interface GraphModel {
  readonly model: DecisionModel;
  readonly items: ItemTypes;
  /** Namespace to prefix; empty where the names are used as they are. */
  readonly prefixes: ReadonlyMap<string, string>;
}

/** An element of a requirement graph and the model it stands in. */
export type GraphElement = { readonly of: GraphModel } & (
  | { readonly kind: 'input'; readonly element: InputData }
  | { readonly kind: 'decision'; readonly element: Decision }
  | { readonly kind: 'knowledge'; readonly element: BusinessKnowledge }
  | { readonly kind: 'service'; readonly element: DecisionService }
);

function refuseCyclicImports(all: ReadonlyMap<string, DecisionModel>): void {
  const done = new Set<DecisionModel>();
  const visit = (model: DecisionModel, path: readonly DecisionModel[]) => {
    if (done.has(model)) return;
    const within = [...path, model];
    if (path.includes(model))
      throw decisionErrors.cyclicImports({
        path: within
          .slice(path.indexOf(model))
          .map(({ name }) => name)
          .join(' → '),
      });
    for (const { namespace } of model.imports) {
      const other = all.get(namespace);
      if (other !== undefined) visit(other, within);
    }
    done.add(model);
  };
  for (const model of all.values()) visit(model, []);
}

/** The elements of a model and of all models it imports, found by reference. */
export class ModelGraph {
  readonly root: GraphModel;
  readonly #elements = new Map<string, GraphElement>();

  constructor(model: DecisionModel, others: readonly DecisionModel[]) {
    const all = new Map([...others, model].map((each) => [each.namespace, each]));
    refuseCyclicImports(all);
    const made = new Map<string, GraphModel>();
    const make = (each: DecisionModel): GraphModel => {
      const known = made.get(each.namespace);
      if (known !== undefined) return known;
      const prefixes = new Map(each.imports.map(({ name, namespace }) => [namespace, name]));
      const imported: ImportedTypes[] = [];
      const graphModel = { model: each, prefixes, items: new ItemTypes(each, imported) };
      made.set(each.namespace, graphModel);
      for (const [namespace, prefix] of prefixes) {
        const other = all.get(namespace);
        if (other !== undefined) imported.push({ prefix, items: make(other).items });
      }
      return graphModel;
    };
    this.root = make(model);
    for (const each of all.values()) this.#enter(make(each));
  }

  #enter(of: GraphModel): void {
    const { model } = of;
    const enter = (element: GraphElement) => this.#elements.set(`${model.namespace}#${element.element.id}`, element);
    for (const element of model.inputs) enter({ of, kind: 'input', element });
    for (const element of model.decisions) enter({ of, kind: 'decision', element });
    for (const element of model.knowledge) enter({ of, kind: 'knowledge', element });
    for (const element of model.services) enter({ of, kind: 'service', element });
  }

  /** The element that a reference within a model leads to; throws `decision.missing-element`. */
  find(reference: string, from: GraphElement): GraphElement {
    const hash = reference.indexOf('#');
    const namespace = hash > 0 ? reference.slice(0, hash) : from.of.model.namespace;
    const found = this.#elements.get(`${namespace}#${reference.slice(hash + 1)}`);
    if (found === undefined) throw decisionErrors.missingElement({ element: from.element.name, model: from.of.model.name, reference });
    return found;
  }

  /** An element of the root model by name or id; throws `decision.unknown-decision`. */
  named(name: string): GraphElement {
    const own = [...this.#elements.values()].filter(({ of }) => of === this.root);
    const found = own.find(({ element }) => element.name === name) ?? own.find(({ element }) => element.id === name);
    if (found !== undefined) return found;
    const known = own.filter(({ kind }) => kind !== 'input').map(({ element }) => element.name);
    const nearest = nearestName(name, known);
    const suggestion = nearest === null ? `Ask for one of: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    throw decisionErrors.unknownDecision({ decision: name, model: this.root.model.name, suggestion });
  }
}
