import { type Definition, readFiles, reduce } from '@plinth/app-definition';
import { type DrawnProcess, drawnProcess, isDrawn } from './drawing/drawn-process.ts';
import type { Edit } from './edits/edit.ts';

/** A definition with one process, from its file. */
export function definitionWith(process: string): Definition {
  const { definition, problems } = readFiles({
    'plinth.yaml': 'format: 1\nkey: bank\ntype: application\nlabel: Bank\n',
    'processes/loan.yaml': process,
  });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return definition;
}

/** The process as it is drawn. */
export function drawnIn(definition: Definition): DrawnProcess {
  const process = [...definition.records.values()].find(({ kind }) => kind === 'process');
  const drawn = drawnProcess(definition, process?.id ?? '');
  if (drawn === null || !isDrawn(drawn)) throw new Error(`It cannot be drawn: ${drawn?.message}`);
  return drawn;
}

/** The definition after an edit, which must be one. */
export function edited(definition: Definition, edit: Edit | null): Definition {
  if (edit === null) throw new Error('It is no edit.');
  const result = reduce(definition, edit.body);
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}

/** A definition that edits are done to one after the other, each seeing what the ones before it did. */
export class Drawing {
  definition: Definition;

  constructor(process: string) {
    this.definition = definitionWith(process);
  }

  get drawn(): DrawnProcess {
    return drawnIn(this.definition);
  }

  do(edit: Edit | null): string {
    this.definition = edited(this.definition, edit);
    return edit?.selection?.[0] ?? '';
  }

  /** A node by its label or key. */
  node(name: string) {
    const found = this.drawn.nodes.find(({ node, key }) => node.name === name || key === name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  }

  flow(source: string, target: string) {
    const [from, to] = [this.node(source).id, this.node(target).id];
    const found = this.drawn.flows.find((flow) => flow.source === from && flow.target === to);
    if (found === undefined) throw new Error(`Nothing leads from ${source} to ${target}.`);
    return found;
  }

  /** What leads to what, by names. */
  get leads(): readonly string[] {
    const { nodes, flows } = this.drawn;
    const name = (id: string) => {
      const node = nodes.find((each) => each.id === id);
      return node?.node.name || node?.key;
    };
    return flows.map(({ source, target }) => `${name(source)} → ${name(target)}`).toSorted();
  }
}
