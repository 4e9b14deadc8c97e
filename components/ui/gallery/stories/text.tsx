import { Show } from '../show.tsx';
import type { Story } from './story.ts';

const tones = ['neutral', 'accent', 'good', 'warn', 'bad'] as const;

const hostileHtml = `<h3>Terms</h3><p>A <strong>loan</strong> with <a href="https://example.com">terms</a>.</p><ul><li>first</li><li>second</li></ul>
<img src="x" onerror="window.hacked = 1"><script>window.hacked = 2</script><a href="javascript:window.hacked=3">bad</a>
<svg><animate onbegin="window.hacked=4" attributeName="x" dur="1s"/></svg><iframe src="javascript:parent.hacked=5"></iframe>
<p style="position:fixed;inset:0">cover</p><form action="/steal"><input name="password"></form><math><mi xlink:href="data:x,<script>window.hacked=6</script>"></mi></math>`;

export const textStories: readonly Story[] = [
  {
    name: 'heading',
    Show: () => (
      <>
        <Show component="heading" properties={{ text: 'Level two', level: '2' }} />
        <Show component="heading" properties={{ text: 'Level three', level: '3' }} />
        <Show component="heading" properties={{ text: 'Level four', level: '4' }} />
      </>
    ),
  },
  {
    name: 'text',
    Show: () => (
      <>
        <Show component="text" properties={{ text: 'Plain words in a paragraph.\nThe second line stays a line.' }} />
        {['quiet', ...tones].map((tone) => (
          <Show key={tone} component="text" properties={{ text: `Text whose meaning is ${tone}.`, tone, size: 's' }} />
        ))}
        <Show component="text" properties={{ text: 'Cut after one line. '.repeat(40), lines: 1 }} />
      </>
    ),
  },
  {
    name: 'rich-text',
    Show: () => (
      <Show
        component="rich-text"
        properties={{
          html: '<h3>Terms</h3><p>A <strong>loan</strong> with <a href="https://example.com">terms</a>.</p><ul><li>first</li><li>second</li></ul>',
        }}
      />
    ),
  },
  { name: 'rich-text/hostile', Show: () => <Show component="rich-text" properties={{ html: hostileHtml }} />, alone: true },
  {
    name: 'badge',
    Show: () => (
      <div className="gallery-row">
        {tones.map((tone) => (
          <Show key={tone} component="badge" properties={{ text: `State ${tone}`, tone }} />
        ))}
        <Show component="badge" properties={{ text: 'Checked', tone: 'good', icon: 'check' }} />
      </div>
    ),
  },
  {
    name: 'link',
    Show: () => (
      <div className="gallery-row">
        <Show component="link" properties={{ text: 'A page', page: 'client', parameters: { id: '7' } }} />
        <Show component="link" properties={{ text: 'Elsewhere', address: 'https://example.com', newTab: true, icon: 'external-link' }} />
        <Show component="link" properties={{ text: 'Dangerous', address: 'java\tscript:window.hacked=7' }} />
        <Show component="link" properties={{ text: 'An action' }} listen={['click']} />
      </div>
    ),
  },
  {
    name: 'image',
    Show: () => (
      <div className="gallery-row">
        <Show
          component="image"
          properties={{
            source:
              'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
            description: 'A blue square',
            height: 80,
          }}
        />
        <Show component="image" properties={{ source: 'javascript:window.hacked=8', description: 'Refused', height: 80 }} />
      </div>
    ),
  },
  {
    name: 'alert',
    Show: () => (
      <>
        {tones.map((tone) => (
          <Show
            key={tone}
            component="alert"
            properties={{ tone, title: `Something ${tone}`, text: 'What happened, where, why and what to do now.', closable: true }}
            listen={['closed']}
          />
        ))}
      </>
    ),
  },
  {
    name: 'empty-state',
    Show: () => (
      <Show
        component="empty-state"
        properties={{ title: 'No loans yet', text: 'Loans appear here when a client applies for one.', icon: 'coin' }}
        slots={{ children: <Show component="button" properties={{ text: 'New application', variant: 'primary' }} /> }}
      />
    ),
  },
  {
    name: 'progress',
    Show: () => (
      <>
        <Show component="progress" properties={{ label: 'Import of clients', value: 3230, maximum: 5369 }} />
        <Show component="progress" properties={{ label: 'Checked', value: 100, tone: 'good' }} />
      </>
    ),
  },
];
