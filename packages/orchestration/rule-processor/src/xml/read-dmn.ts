import { childNamed, childrenNamed, textOf, type XmlElement, type XmlNode } from '@plinth/xml-document';
import type { BusinessKnowledge, Decision, DecisionModel, DecisionService, ItemDefinition, Requirements } from '../model/decision-model.ts';
import type { KeptSlot } from '../model/kept-element.ts';
import { malformed, parseDmnDocument } from './dmn-document.ts';
import { keep, keepNode, slotsFor } from './keep.ts';
import { expressionSlots, nameOf, readFunction, readLogic, readParameters, testsIn, typeOf } from './read-expression.ts';
import { refuseMalformed } from './refuse-malformed.ts';

/** Namespaces of DMN 1.2, 1.3, 1.4 and 1.5. */
const dmnNamespaces = new Set([
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

/** Reads a DMN document of version 1.2 to 1.5. Throws `decision.malformed-model` with reason and line. */
export function readDmn(text: string): DecisionModel {
  const { root, before, after } = parseDmnDocument(text);
  if (root.name !== 'definitions') throw malformed(`it begins with ${root.name} where definitions belongs`, root);
  if (!dmnNamespaces.has(root.namespace)) throw malformed(`the namespace ${root.namespace} is not one of DMN 1.2 to 1.5`, root);
  refuseMalformed(root);
  const imports = childrenNamed(root, 'import').filter(({ attributes }) => dmnNamespaces.has(attributes.importType ?? ''));
  const parts = ['itemDefinition', 'inputData', 'decision', 'businessKnowledgeModel', 'decisionService'];
  const slots = new Map([...slotsFor(imports, { slot: 'import' }), ...parts.flatMap((name) => childrenNamed(root, name).map(partSlot))]);
  const outside = (nodes: readonly XmlNode[]) => nodes.map((node) => keepNode(node, slots, root.namespace));
  return {
    name: root.attributes.name ?? '',
    namespace: root.attributes.namespace ?? '',
    imports: imports.map((element) => ({
      name: element.attributes.name ?? '',
      namespace: element.attributes.namespace ?? '',
      kept: keep(element),
    })),
    items: childrenNamed(root, 'itemDefinition').map(readItem),
    inputs: childrenNamed(root, 'inputData').map((input) => ({ ...named(input), kept: keep(input) })),
    decisions: childrenNamed(root, 'decision').map(readDecision),
    knowledge: childrenNamed(root, 'businessKnowledgeModel').map(readKnowledge),
    services: childrenNamed(root, 'decisionService').map(readService),
    kept: { ...keep(root, slots), before: outside(before), after: outside(after) },
  };
}

const requirementNames = ['informationRequirement', 'knowledgeRequirement', 'authorityRequirement'];

/** Where an element of the graph stands; by its id, so that others may be added and taken away. */
function partSlot(element: XmlElement): [XmlElement, KeptSlot] {
  const inner = requirementNames.flatMap((name) => childrenNamed(element, name)).flatMap(({ attributes }) => attributes.id ?? []);
  const own = element.name === 'itemDefinition' ? {} : { id: idOf(element) };
  return [element, { slot: element.name, ...own, ...(inner.length === 0 ? {} : { inner }) }];
}

/** What every element of the graph has. */
function named(element: XmlElement): { readonly id: string; readonly name: string; readonly type: string | null } {
  return { id: idOf(element), name: nameOf(element), type: variableType(element) };
}

function readDecision(element: XmlElement): Decision {
  return {
    ...named(element),
    requirements: requirementsOf(element),
    logic: readLogic(element),
    question: textOf(element, 'question'),
    kept: keep(element, expressionSlots(element)),
  };
}

function readKnowledge(element: XmlElement): BusinessKnowledge {
  const logic = childNamed(element, 'encapsulatedLogic');
  return {
    ...named(element),
    requirements: requirementsOf(element),
    logic: logic === null ? null : readFunction(logic),
    kept: keep(element, new Map(slotsFor([logic], { slot: 'encapsulatedLogic' }))),
  };
}

function readService(element: XmlElement): DecisionService {
  return {
    ...named(element),
    outputs: references(element, 'outputDecision'),
    encapsulated: references(element, 'encapsulatedDecision'),
    inputDecisions: references(element, 'inputDecision'),
    inputs: references(element, 'inputData'),
    kept: keep(element),
  };
}

function requirementsOf(element: XmlElement): Requirements {
  const information = childrenNamed(element, 'informationRequirement');
  return {
    inputs: information.flatMap((requirement) => references(requirement, 'requiredInput')),
    decisions: information.flatMap((requirement) => references(requirement, 'requiredDecision')),
    knowledge: childrenNamed(element, 'knowledgeRequirement').flatMap((requirement) => references(requirement, 'requiredKnowledge')),
  };
}

function references(element: XmlElement, name: string): string[] {
  return childrenNamed(element, name).map(({ attributes }) => attributes.href ?? '');
}

function readItem(element: XmlElement): ItemDefinition {
  const signature = childNamed(element, 'functionItem');
  const components = childrenNamed(element, 'itemComponent');
  return {
    name: nameOf(element),
    type: typeOf(element),
    isCollection: element.attributes.isCollection === 'true',
    allowed: testsIn(element, 'allowedValues'),
    constraint: testsIn(element, 'typeConstraint'),
    components: components.map(readItem),
    function: signature === null ? null : { parameters: readParameters(signature), result: signature.attributes.outputTypeRef ?? null },
    kept: keep(element, new Map(slotsFor(components, { slot: 'itemComponent' }))),
  };
}

function variableType(element: XmlElement): string | null {
  const variable = childNamed(element, 'variable');
  return variable === null ? null : typeOf(variable);
}

/** The id; elements without one are known by their name. */
function idOf(element: XmlElement): string {
  return element.attributes.id ?? nameOf(element);
}
