import type { ModelExpression, SequenceFlow } from '../model/process-model.ts';
import { isActivity, isContainer, isEvent, isGateway, type ProcessNode } from '../model/process-node.ts';
import { feelText } from '../xml/read-expression.ts';

/** An expression with what it is for, in words. */
export interface PlacedExpression {
  readonly what: string;
  readonly expression: ModelExpression;
}

/** Every expression of a node itself, not of what stands in it. */
export function expressionsOf(node: ProcessNode): PlacedExpression[] {
  const found: { what: string; expression: ModelExpression | null }[] = [];
  const add = (what: string, expression: ModelExpression | null) => found.push({ what, expression });
  if (isEvent(node)) {
    for (const trigger of node.triggers) {
      if (trigger.kind === 'timer') add(trigger.form === 'cycle' ? 'cycle' : 'timer', trigger.expression);
      if (trigger.kind === 'conditional') add('condition', trigger.condition);
      if (trigger.kind === 'message') add('correlation key', trigger.correlation);
    }
  }
  if (isGateway(node)) add('activation condition', node.activation);
  if (!isGateway(node)) {
    for (const { from, isName, to } of node.inputs) if (isName !== true) add(`input ${to}`, from);
    for (const { from, isName, to } of node.outputs) if (isName !== true) add(`output ${to}`, from);
  }
  if (isActivity(node)) {
    const { loop } = node;
    if (loop?.kind === 'standard') add('loop condition', loop.condition);
    if (loop?.kind === 'multiInstance') {
      add('loop cardinality', loop.cardinality);
      add('collection', loop.collection);
      add('completion condition', loop.completion);
      for (const { condition } of loop.events) add('condition of an event', condition);
      add('output of each', loop.outputItem?.startsWith('=') === true ? { text: feelText(loop.outputItem), language: null } : null);
    }
    if (isContainer(node)) add('completion condition', node.adHoc?.completion ?? null);
    else if (node.type !== 'callActivity') {
      add('script', node.script);
      add('correlation key', node.correlation);
      add('assignee', node.assignee);
      add('candidates', node.candidates);
      add('due', node.due);
    }
  }
  return found.filter((each): each is PlacedExpression => each.expression !== null);
}

/** The expression of a flow, in the same form. */
export function expressionOfFlow({ condition }: SequenceFlow): PlacedExpression[] {
  return condition === null ? [] : [{ what: 'condition', expression: condition }];
}
