import { expect, test } from 'vitest';
import type { Command } from '../work/command.ts';
import { matching } from './matching.ts';

const command = (title: string, disabled = false): Command => ({ id: title, title, icon: 'x', disabled, run: () => undefined });
const titles = (search: string, ...commands: Command[]) => matching(commands, search).map(({ title }) => title);

test('every word of the search must be there, in any order and case', () => {
  expect(titles('PAGE client', command('Open page Clients'), command('Open page Loans'))).toEqual(['Open page Clients']);
});

test('what begins with the search comes first, all else in the order given', () => {
  expect(titles('un', command('Run'), command('Undo'), command('Fun'))).toEqual(['Undo', 'Run', 'Fun']);
});

test('what cannot be done now is not offered', () => {
  expect(titles('', command('Undo', true), command('Redo'))).toEqual(['Redo']);
});
