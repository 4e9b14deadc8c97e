import { type Definition, decisionsOf, settingsOf } from '@plinth/app-definition';
import { nearestName } from '@plinth/foundation';
import { type BoxedExpression, type DecisionModel, writeDmn } from '@plinth/rule-processor';
import { decisionModelErrors } from '../errors.ts';
import { readModel, rulesByTable } from '../model/read-model.ts';
import { withSettings } from '../model/settings-input.ts';

/** A decision of a definition as a DMN 1.5 document. Throws `decisions.unknown-decision`. */
export function dmnOf(definition: Definition, key: string): string {
  const all = decisionsOf(definition);
  const record = all.find((each) => each.key === key);
  if (record === undefined) {
    const known = all.map((each) => each.key);
    const nearest = nearestName(key, known);
    const suggestion =
      nearest !== null ? `Did you mean ${nearest}?` : known.length === 0 ? 'There are none.' : `There are ${known.join(', ')}.`;
    throw decisionModelErrors.unknownDecision({ decision: key, suggestion });
  }
  const rules = rulesByTable(definition, record);
  return writeDmn(withXmlIds(readModel(withSettings(record, rules, settingsOf(definition)), rules)));
}

/** Records know their elements by name, which XML does not take for an id. */
function withXmlIds(model: DecisionModel): DecisionModel {
  const elements = [...model.inputs, ...model.decisions, ...model.knowledge, ...model.services];
  const ids = new Map(elements.map(({ name }, at) => [name, `_${at + 1}-${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}`]));
  const idOf = (name: string) => ids.get(name) ?? name;
  const references = (list: readonly string[]) => list.map((reference) => `#${idOf(reference.slice(1))}`);
  const requirements = (of: DecisionModel['decisions'][number]['requirements']) => ({
    inputs: references(of.inputs),
    decisions: references(of.decisions),
    knowledge: references(of.knowledge),
  });
  return {
    ...model,
    inputs: model.inputs.map((input) => ({ ...input, id: idOf(input.name) })),
    decisions: model.decisions.map((each) => ({
      ...each,
      id: idOf(each.name),
      requirements: requirements(each.requirements),
      logic: each.logic === null ? null : withRuleIds(each.logic, idOf(each.name)),
    })),
    knowledge: model.knowledge.map((each) => ({
      ...each,
      id: idOf(each.name),
      requirements: requirements(each.requirements),
      logic:
        each.logic === null
          ? null
          : { ...each.logic, body: each.logic.body === null ? null : withRuleIds(each.logic.body, idOf(each.name)) },
    })),
    services: model.services.map((each) => ({
      ...each,
      id: idOf(each.name),
      outputs: references(each.outputs),
      encapsulated: references(each.encapsulated),
      inputDecisions: references(each.inputDecisions),
      inputs: references(each.inputs),
    })),
  };
}

/** Two tables may have rules of the same key; a document has an id once. */
function withRuleIds(logic: BoxedExpression, element: string): BoxedExpression {
  if (logic.kind !== 'table') return logic;
  return { ...logic, rules: logic.rules.map((rule) => ({ ...rule, id: rule.id === null ? null : `${rule.id}.${element}` })) };
}
