import { printDocument } from '@plinth/xml-document';
import { decisionErrors } from '../errors.ts';
import type { BusinessKnowledge, Decision, DecisionModel, DecisionService, InputData, ItemDefinition } from '../model/decision-model.ts';
import { fillSlots, idsIn, removeFromDiagrams } from './document-parts.ts';
import {
  childDrafts,
  copyNode,
  type Draft,
  draftOf,
  isSlot,
  localName,
  prefixOf,
  replaceParts,
  setAttribute,
  setChildText,
} from './draft.ts';
import { setLogic, setName, setNamed, setParameters, setType, writeFunction } from './write-expression.ts';
import { setReferences, setRequirements } from './write-requirements.ts';
import { setTests } from './write-table.ts';

/** Namespace of DMN 1.5, in which models are written that were not read. */
const newest = 'https://www.omg.org/spec/DMN/20230324/MODEL/';

const graphParts = ['inputData', 'decision', 'businessKnowledgeModel', 'knowledgeSource', 'decisionService'];
const rootOrder = ['description', 'extensionElements', 'import', 'itemDefinition', ...graphParts];
const partOrder = [
  'description',
  'extensionElements',
  'question',
  'allowedAnswers',
  'variable',
  'encapsulatedLogic',
  'informationRequirement',
  'knowledgeRequirement',
  'authorityRequirement',
  'outputDecision',
  'encapsulatedDecision',
  'inputDecision',
  'inputData',
  'supportedObjective',
  'impactedPerformanceIndicator',
  'decisionMaker',
  'decisionOwner',
  'usingProcess',
  'usingTask',
  'expression',
];
const itemOrder = ['description', 'extensionElements', 'typeRef', 'allowedValues', 'typeConstraint', 'itemComponent', 'functionItem'];

/**
 * Writes a model as a DMN document, in the version it was read in or else 1.5. What the model does not interpret (layout,
 * extensions, other vocabularies, comments, white space) is as it was read; reading the document gives the same model.
 */
export function writeDmn(model: DecisionModel): string {
  const { kept } = model;
  const root = draftOf(kept, 'definitions', '');
  if (kept === undefined) setAttribute(root, 'xmlns', newest);
  if ((root.attributes.name ?? '') !== model.name) setAttribute(root, 'name', model.name);
  if ((root.attributes.namespace ?? '') !== model.namespace) setAttribute(root, 'namespace', model.namespace);
  const prefix = prefixOf(root);
  const vocabulary = root.attributes[prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`] ?? newest;
  const imports = model.imports.map((each) => {
    const draft = draftOf(each.kept, 'import', prefix);
    if ((draft.attributes.name ?? '') !== each.name) setAttribute(draft, 'name', each.name);
    if ((draft.attributes.namespace ?? '') !== each.namespace) setAttribute(draft, 'namespace', each.namespace);
    if (draft.isNew) setAttribute(draft, 'importType', vocabulary);
    return draft;
  });
  fillSlots(
    root,
    'import',
    imports.map((draft) => ({ id: null, draft })),
    rootOrder,
  );
  replaceParts(
    root,
    'itemDefinition',
    model.items.map((item) => writeItem(item, 'itemDefinition', prefix)),
    rootOrder,
  );
  // Which ids were there: an edge of a diagram leads to a requirement, not to an element.
  const before = new Set(root.content.filter(isSlot).flatMap(({ id, inner = [] }) => (id === undefined ? inner : [id, ...inner])));
  const parts = {
    inputData: model.inputs.map((input) => ({ id: input.id, draft: writeInput(input, prefix) })),
    decision: model.decisions.map((decision) => ({ id: decision.id, draft: writeDecision(decision, prefix) })),
    businessKnowledgeModel: model.knowledge.map((knowledge) => ({ id: knowledge.id, draft: writeKnowledge(knowledge, prefix) })),
    decisionService: model.services.map((service) => ({ id: service.id, draft: writeService(service, prefix) })),
  };
  for (const [name, written] of Object.entries(parts)) fillSlots(root, name, written, rootOrder);
  const after = idsIn(root);
  for (const { id } of Object.values(parts).flat()) after.add(id);
  removeFromDiagrams(root, (id) => before.has(id) && !after.has(id));
  return printDocument((kept?.before ?? []).map(copyNode), root, (kept?.after ?? []).map(copyNode), (unwritable) =>
    decisionErrors.unwritableModel({ text: JSON.stringify(unwritable.slice(0, 100)) }),
  );
}

/** What every element of the graph has. A variable is there where one was, or where the element is new or has a type. */
function writePart(element: InputData & Pick<Decision, 'kept'>, name: string, prefix: string): Draft {
  const draft = draftOf(element.kept, name, prefix);
  const named = (draft.attributes.name ?? '').trim().replace(/\s+/g, ' ');
  if ((draft.attributes.id ?? named) !== element.id) setAttribute(draft, 'id', element.id);
  setName(draft, element.name);
  const [variable] = childDrafts(draft, 'variable');
  if (variable === undefined) {
    if (draft.isNew || element.type !== null) setType(setNamed(draft, 'variable', element.name, partOrder), element.type);
    return draft;
  }
  // A variable is called as its element; one that is not was so when it was read.
  if (named !== element.name) setName(variable, element.name);
  setType(variable, element.type);
  return draft;
}

function writeInput(input: InputData, prefix: string): Draft {
  return writePart(input, 'inputData', prefix);
}

function writeDecision(decision: Decision, prefix: string): Draft {
  const draft = writePart(decision, 'decision', prefix);
  setChildText(draft, 'question', decision.question, partOrder);
  setRequirements(draft, decision.requirements, partOrder);
  setLogic(draft, decision.logic, partOrder);
  return draft;
}

function writeKnowledge(knowledge: BusinessKnowledge, prefix: string): Draft {
  const draft = writePart(knowledge, 'businessKnowledgeModel', prefix);
  setRequirements(draft, knowledge.requirements, partOrder);
  const { logic } = knowledge;
  if (logic === null) replaceParts(draft, 'encapsulatedLogic', [], partOrder);
  else {
    const kept = logic.kept !== undefined && localName(logic.kept) === 'encapsulatedLogic' ? logic.kept : undefined;
    const own = draftOf(kept, 'encapsulatedLogic', prefix);
    setType(own, logic.type);
    writeFunction(own, logic);
    replaceParts(draft, 'encapsulatedLogic', [own], partOrder);
  }
  return draft;
}

function writeService(service: DecisionService, prefix: string): Draft {
  const draft = writePart(service, 'decisionService', prefix);
  setReferences(draft, 'outputDecision', service.outputs, partOrder);
  setReferences(draft, 'encapsulatedDecision', service.encapsulated, partOrder);
  setReferences(draft, 'inputDecision', service.inputDecisions, partOrder);
  setReferences(draft, 'inputData', service.inputs, partOrder);
  return draft;
}

function writeItem(item: ItemDefinition, name: string, prefix: string): Draft {
  const draft = draftOf(item.kept, name, prefix);
  setName(draft, item.name);
  if ((draft.attributes.isCollection === 'true') !== item.isCollection)
    setAttribute(draft, 'isCollection', item.isCollection ? 'true' : null);
  setType(draft, item.type, 'child');
  setTests(draft, 'allowedValues', item.allowed, itemOrder);
  setTests(draft, 'typeConstraint', item.constraint, itemOrder);
  replaceParts(
    draft,
    'itemComponent',
    item.components.map((component) => writeItem(component, 'itemComponent', prefix)),
    itemOrder,
  );
  if (item.function === null) replaceParts(draft, 'functionItem', [], itemOrder);
  else {
    const signature = childDrafts(draft, 'functionItem')[0] ?? draftOf(undefined, 'functionItem', prefix);
    setAttribute(signature, 'outputTypeRef', item.function.result);
    setParameters(signature, 'parameters', item.function.parameters);
    replaceParts(draft, 'functionItem', [signature], itemOrder);
  }
  return draft;
}
