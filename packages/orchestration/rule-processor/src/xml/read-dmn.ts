import type { BusinessKnowledge, Decision, DecisionModel, DecisionService, ItemDefinition, Requirements } from '../model/decision-model.ts';
import { nameOf, readFunction, readLogic, readParameters, testsIn, typeOf } from './read-expression.ts';
import { childNamed, childrenNamed, malformed, parseXml, textOf, type XmlElement } from './xml-element.ts';

/** Namespaces of DMN 1.2, 1.3, 1.4 and 1.5. */
const dmnNamespaces = new Set([
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
]);

/** Reads a DMN document of version 1.2 to 1.5. Throws `decision.malformed-model` with reason and line. */
export function readDmn(text: string): DecisionModel {
  const root = parseXml(text);
  if (root.name !== 'definitions') throw malformed(`it begins with ${root.name} where definitions belongs`, root.line);
  if (!dmnNamespaces.has(root.namespace)) throw malformed(`the namespace ${root.namespace} is not one of DMN 1.2 to 1.5`, root.line);
  refuseDuplicateIds(root);
  return {
    name: root.attributes.name ?? '',
    namespace: root.attributes.namespace ?? '',
    imports: childrenNamed(root, 'import')
      .filter(({ attributes }) => dmnNamespaces.has(attributes.importType ?? ''))
      .map(({ attributes }) => ({ name: attributes.name ?? '', namespace: attributes.namespace ?? '' })),
    items: childrenNamed(root, 'itemDefinition').map(readItem),
    inputs: childrenNamed(root, 'inputData').map((input) => ({ id: idOf(input), name: nameOf(input), type: variableType(input) })),
    decisions: childrenNamed(root, 'decision').map(readDecision),
    knowledge: childrenNamed(root, 'businessKnowledgeModel').map(readKnowledge),
    services: childrenNamed(root, 'decisionService').map(readService),
  };
}

function refuseDuplicateIds(root: XmlElement): void {
  const seen = new Map<string, number>();
  const visit = (element: XmlElement) => {
    const { id } = element.attributes;
    if (id !== undefined && element.namespace === root.namespace) {
      if (seen.has(id)) throw malformed(`the id ${id} stands also in line ${seen.get(id)}`, element.line);
      seen.set(id, element.line);
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
}

function readDecision(element: XmlElement): Decision {
  return {
    id: idOf(element),
    name: nameOf(element),
    type: variableType(element),
    requirements: requirementsOf(element),
    logic: readLogic(element),
    question: textOf(element, 'question'),
  };
}

function readKnowledge(element: XmlElement): BusinessKnowledge {
  const logic = childNamed(element, 'encapsulatedLogic');
  return {
    id: idOf(element),
    name: nameOf(element),
    type: variableType(element),
    requirements: requirementsOf(element),
    logic: logic === null ? null : readFunction(logic),
  };
}

function readService(element: XmlElement): DecisionService {
  return {
    id: idOf(element),
    name: nameOf(element),
    type: variableType(element),
    outputs: references(element, 'outputDecision'),
    encapsulated: references(element, 'encapsulatedDecision'),
    inputDecisions: references(element, 'inputDecision'),
    inputs: references(element, 'inputData'),
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
  return {
    name: nameOf(element),
    type: typeOf(element),
    isCollection: element.attributes.isCollection === 'true',
    allowed: testsIn(element, 'allowedValues'),
    constraint: testsIn(element, 'typeConstraint'),
    components: childrenNamed(element, 'itemComponent').map(readItem),
    function: signature === null ? null : { parameters: readParameters(signature), result: signature.attributes.outputTypeRef ?? null },
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
