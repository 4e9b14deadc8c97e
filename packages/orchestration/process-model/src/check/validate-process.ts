import { childrenNamed, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import { drawnProcesses } from '../model/drawn-processes.ts';
import type { Finding } from '../model/finding.ts';
import { nodesOf } from '../model/nodes-of.ts';
import type { FlowContainer } from '../model/process-model.ts';
import { isActivity, isContainer } from '../model/process-node.ts';
import type { BpmnDocument } from '../xml/read-bpmn.ts';
import { checkEventSubProcess, checkEvents } from './check-events.ts';
import { checkExpressions, checkMessageKeys } from './check-expressions.ts';
import { checkNodes } from './check-nodes.ts';
import { checkReferences } from './check-references.ts';
import { checkProcesses, checkStructure, subProcessOf } from './check-structure.ts';
import { checkVendors } from './check-vendors.ts';
import { Report } from './report.ts';

const nothingAround = { isEventSubProcess: false, isTransaction: false } as const;

/**
 * Everything that is wrong with a document or keeps it from running, by element, in the order of the document. `elsewhere` are processes
 * and global tasks of other documents that it may call; `settings` what its application declares, by key.
 */
export function validateProcess(
  { document, model, findings }: BpmnDocument,
  elsewhere: Iterable<string> = [],
  settings: readonly string[] = [],
): readonly Finding[] {
  const callable = new Set([...elsewhere, ...model.processes.map(({ id }) => id), ...model.globalTasks.map(({ id }) => id)]);
  const report = new Report(document, findings);
  if (model.processes.length === 0) report.add(model.id, 'error', 'missing-part', 'there is no process in it');
  const check = (
    container: FlowContainer,
    of: typeof nothingAround | { readonly isEventSubProcess: boolean; readonly isTransaction: boolean },
  ) => {
    checkNodes(container, model, report, callable);
    checkEvents(container, of, report);
    checkEventSubProcess(container, report);
    checkStructure(container, subProcessOf(container), report);
  };
  checkReferences(document, report);
  checkVendors(document, report);
  checkProcesses(model, report);
  for (const process of model.processes) {
    const names = variableNames(process);
    check(process, nothingAround);
    checkExpressions(process, { names, settings }, report);
    for (const { node } of nodesOf(process)) {
      if (!isContainer(node)) continue;
      check(node, { isEventSubProcess: node.isEventSubProcess, isTransaction: node.type === 'transaction' });
      checkExpressions(node, { names, settings }, report);
    }
  }
  checkMessageKeys(model.messages, report);
  checkExpressions({ nodes: model.globalTasks, flows: [], data: [] }, { names: [], settings }, report);
  return withoutDrawn(report.findings, document, drawnProcesses(model)).sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What is only drawn keeps nothing from running, whatever it lacks. */
function withoutDrawn(findings: readonly Finding[], { root }: XmlDocument, drawn: ReadonlySet<string>): Finding[] {
  const places = new Set<string>();
  const add = (element: XmlElement) => {
    places.add(`${element.line}:${element.column}`);
    for (const child of element.children) add(child);
  };
  for (const process of childrenNamed(root, 'process')) if (drawn.has(process.attributes.id ?? '')) add(process);
  return findings.map((finding) => (places.has(`${finding.line}:${finding.column}`) ? { ...finding, severity: 'warning' } : finding));
}

/** Names of variables that the model itself speaks of; those with spaces are read as one name only if they are known. */
export function variableNames(process: FlowContainer): string[] {
  const names = new Set(process.data);
  for (const { node } of nodesOf(process)) {
    if (isContainer(node)) for (const name of node.data) names.add(name);
    if ('inputs' in node) for (const { to } of [...node.inputs, ...node.outputs]) names.add(to);
    if (isActivity(node) && node.loop?.kind === 'multiInstance' && node.loop.item !== null) names.add(node.loop.item);
    if ('resultVariable' in node && node.resultVariable !== null) names.add(node.resultVariable);
  }
  return [...names];
}
