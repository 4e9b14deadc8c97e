import { defineComponent } from '../contract/define-component.ts';
import { flag, number, text } from '../contract/properties.ts';

export const ticker = defineComponent({
  name: 'ticker',
  title: 'Ticker',
  description: 'Tells the page that time has passed. Shows nothing.',
  category: 'logic',
  icon: 'clock',
  accessibility: 'Not shown and not announced. What it changes should not move under people’s hands.',
  role: null,
  properties: {
    interval: number('Milliseconds between ticks, at least 50', 1000),
    running: flag('Running', true),
    limit: number('Stop when so many milliseconds have passed'),
    resetKey: text('Starts again when this changes'),
  },
  events: {
    tick: { label: 'Tick', payload: 'context<count: number, elapsed: number>' },
    finished: { label: 'Limit reached', payload: 'context<elapsed: number>' },
  },
  outputs: {
    count: { label: 'Ticks so far', feelType: 'number' },
    elapsed: { label: 'Milliseconds while running', feelType: 'number' },
    now: { label: 'Date and time of the tick', feelType: 'date and time' },
  },
});
