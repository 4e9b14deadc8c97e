import { validateDefinition } from '@plinth/app-definition';
import { bpmnOf } from '@plinth/processes';
import { BpmnModdle } from 'bpmn-moddle';
import { expect } from 'vitest';
import type { Edit } from './edits/edit.ts';
import { withPools } from './edits/lane-edits.ts';
import { Drawing } from './testing.ts';

const loan = `label: Loan
nodes:
  start: { type: startEvent, label: Applied }
  check: { type: userTask, label: Check }
  pay: { type: serviceTask, label: Pay }
  done: { type: endEvent, label: Paid }
flows:
  f1: { from: start, to: check }
  f2: { from: check, to: pay }
  f3: { from: pay, to: done }
`;

/** A loan that is drawn, as the designer does it, with what follows from each edit. */
export class Sketch extends Drawing {
  constructor() {
    super(loan);
  }

  override do(edit: Edit | null): string {
    return super.do(edit === null ? null : withPools(this.definition, this.drawn, edit));
  }

  artefact(type: string, at = 0) {
    const found = this.drawn.artefacts.filter((each) => each.kind === 'shape' && each.type === type)[at];
    if (found?.kind !== 'shape') throw new Error(`There is no ${type}.`);
    return found;
  }

  /** Read by somebody else's reader, which must have no complaint. */
  async moddle() {
    expect(validateDefinition(this.definition)).toEqual([]);
    const { rootElement, warnings } = await new BpmnModdle().fromXML(bpmnOf(this.definition, 'loan'));
    expect(warnings).toEqual([]);
    const of = (name: string): readonly Record<string, never>[] =>
      (rootElement as unknown as { rootElements: readonly { $type: string }[] }).rootElements.filter(
        ({ $type }) => $type === `bpmn:${name}`,
      ) as never;
    return { process: of('Process')[0] as never as ModdleProcess, collaboration: of('Collaboration')[0] as never as ModdleCollaboration };
  }
}

/** A process as somebody else's reader has it. */
export interface ModdleProcess {
  readonly laneSets?: readonly {
    readonly lanes: readonly { readonly name?: string; readonly flowNodeRef?: readonly { id: string }[] }[];
  }[];
  readonly flowElements: readonly { readonly $type: string; readonly id: string; readonly name?: string }[];
  readonly artifacts?: readonly { readonly $type: string; readonly text?: string; readonly sourceRef?: { id: string } }[];
}
/** A collaboration as somebody else's reader has it. */
export interface ModdleCollaboration {
  readonly participants: readonly { readonly name?: string; readonly processRef?: { id: string } }[];
  readonly messageFlows?: readonly { readonly name?: string; readonly sourceRef: { id: string }; readonly targetRef: { id: string } }[];
}
