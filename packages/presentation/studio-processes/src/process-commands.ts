import type { TextLookup } from '@plinth/component-kit';
import type { Command } from '@plinth/studio-frame';
import { type DrawnProcess, nodeOf } from './drawing/drawn-process.ts';
import { arrange } from './edits/move-edits.ts';
import type { ProcessWork } from './process-work.ts';

/** What the palette of commands offers while a process is open. */
export function processCommands(process: ProcessWork, drawn: DrawnProcess, text: TextLookup, simulate: () => void): readonly Command[] {
  const ask = (kind: 'append' | 'connect' | 'change') => () => {
    const node = nodeOf(drawn, process.work.selection.value.at(-1) ?? '');
    if (node?.record) process.asking.value = { kind, node: node.id };
  };
  return [
    {
      id: 'bpmn-add',
      title: text('studio.bpmn.addElement', 'Add an element'),
      icon: 'plus',
      run() {
        process.asking.value = { kind: 'add' };
      },
    },
    { id: 'bpmn-append', title: text('studio.bpmn.appendElement', 'Append an element'), icon: 'arrows-right', run: ask('append') },
    { id: 'bpmn-connect', title: text('studio.bpmn.connect', 'Connect'), icon: 'arrow-up-right', run: ask('connect') },
    { id: 'bpmn-change', title: text('studio.bpmn.changeType', 'Change the type'), icon: 'tool', run: ask('change') },
    {
      id: 'bpmn-arrange',
      title: text('studio.bpmn.arrange', 'Arrange the diagram'),
      icon: 'wand',
      run: () => process.edit(arrange(process.definition(), drawn)),
    },
    { id: 'bpmn-simulate', title: text('studio.bpmn.simulate', 'Simulate'), icon: 'player-play', run: simulate },
  ];
}
