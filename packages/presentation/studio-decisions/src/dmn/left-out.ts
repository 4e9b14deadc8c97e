import type { BoxedExpression, DecisionModel } from '@plinth/rule-processor';

/** What a DMN file has that a decision of an application does not keep, named one by one. */
export function leftOut(model: DecisionModel, text: string): readonly string[] {
  const found: string[] = [];
  if (/<(?:\w+:)?DMNDI[\s>]/.test(text)) found.push('the layout of the diagram');
  if (/<(?:\w+:)?extensionElements[\s>]/.test(text)) found.push('extensions of other tools');
  if (
    /<(?:\w+:)?(?:knowledgeSource|textAnnotation|association|group|businessContextElement|performanceIndicator|organizationUnit)[\s>]/.test(
      text,
    )
  )
    found.push('knowledge sources, text annotations, groups and organisation units');
  if (/<(?:\w+:)?description[\s>]/.test(text)) found.push('descriptions, apart from those of rules');
  const annotated = [...model.decisions, ...model.knowledge].filter(({ logic }) => tableOf(logic)?.annotations.length);
  if (annotated.length > 0)
    found.push(`names of annotation columns (their texts are joined to one note): ${annotated.map(({ name }) => name).join(', ')}`);
  const empty = model.decisions.filter(({ logic }) => logic === null).map(({ name }) => name);
  if (empty.length > 0) found.push(`nothing, but these have no logic: ${empty.join(', ')}`);
  found.push('the ids of its elements');
  return found;
}

function tableOf(logic: BoxedExpression | null) {
  const inner = logic?.kind === 'function' ? logic.body : logic;
  return inner?.kind === 'table' ? inner : null;
}
