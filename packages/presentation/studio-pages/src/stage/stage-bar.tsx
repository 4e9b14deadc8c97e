import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import type { CanvasData } from '@plinth/studio-canvas';
import { ToolButton, useFromDefinition } from '@plinth/studio-frame';
import { languageName, previewLanguages } from '@plinth/studio-translations';
import { usePageWork } from '../page-work.ts';
import { stageWidths } from './stage-widths.ts';

interface StageBarProps {
  readonly device: string;
  readonly zoom: number;
  readonly trying: boolean;
  onDevice(device: string): void;
  onZoom(zoom: number): void;
  onTry(trying: boolean): void;
}

const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** How the page is looked at. */
export function StageBar({ device, zoom, trying, onDevice, onZoom, onTry }: StageBarProps) {
  const text = useText();
  const step = (direction: 1 | -1) => {
    const at = zooms.indexOf(zoom as (typeof zooms)[number]);
    onZoom(zooms[Math.min(zooms.length - 1, Math.max(0, (at < 0 ? 2 : at) + direction))] ?? 1);
  };
  return (
    <div className="stage-bar" role="toolbar" aria-label={text('studio.look', 'How the page is looked at')}>
      <div className="stage-choice">
        {stageWidths.map(({ key, id, english, short }) => {
          const label = text(id, english);
          return (
            <button key={key} type="button" title={label} aria-pressed={device === key} onClick={() => onDevice(key)}>
              {key === 'fit' ? text('studio.width.fitShort', 'Fit') : short}
            </button>
          );
        })}
      </div>
      <span className="studio-grow" />
      <ToolButton icon="click" label={text('studio.try', 'Try it out')} pressed={trying} onClick={() => onTry(!trying)}>
        <span>{text('studio.try', 'Try it out')}</span>
      </ToolButton>
      <DataChoice />
      <LanguageChoice />
      <span className="studio-grow" />
      <ToolButton icon="minus" label={text('studio.smaller', 'Smaller')} disabled={zoom <= zooms[0]} onClick={() => step(-1)} />
      <button type="button" className="studio-tool stage-zoom" onClick={() => onZoom(1)} title={text('studio.fullSize', 'Full size')}>
        {Math.round(zoom * 100)} %
      </button>
      <ToolButton icon="plus" label={text('studio.larger', 'Larger')} disabled={zoom >= 2} onClick={() => step(1)} />
    </div>
  );
}

/** In which language the page is looked at, also one that nobody speaks. */
function LanguageChoice() {
  const text = useText();
  const { language } = usePageWork();
  const shown = useSignalValue(language);
  const { own, pseudo } = useFromDefinition(previewLanguages, sameLanguages);
  return (
    <select
      className="stage-data"
      aria-label={text('studio.lookLanguage', 'Language the page is looked at in')}
      data-unusual={shown === '' ? undefined : ''}
      value={shown}
      onChange={({ currentTarget }) => {
        language.value = currentTarget.value;
      }}
    >
      {own.map((tag, at) => (
        <option key={tag} value={at === 0 ? '' : tag}>
          {languageName(tag)}
        </option>
      ))}
      <option value={pseudo[0]}>{text('studio.lookLonger', 'Longer texts')}</option>
      <option value={pseudo[1]}>{text('studio.lookRightToLeft', 'Right to left')}</option>
    </select>
  );
}

type Languages = ReturnType<typeof previewLanguages>;

function sameLanguages(before: Languages, after: Languages): boolean {
  return before.own.length === after.own.length && before.own.every((tag, at) => tag === after.own[at]);
}

/** With which data the page is looked at: also how it looks while there is none. */
function DataChoice() {
  const text = useText();
  const { data } = usePageWork();
  const shown = useSignalValue(data);
  const choices: readonly (readonly [CanvasData, string])[] = [
    ['live', text('studio.data.live', 'Live data')],
    ['samples', text('studio.data.samples', 'Sample data')],
    ['loading', text('studio.data.loading', 'Loading')],
    ['empty', text('studio.data.empty', 'Nothing there')],
    ['error', text('studio.data.error', 'A failure')],
  ];
  return (
    <select
      className="stage-data"
      aria-label={text('studio.data', 'Data the page is looked at with')}
      data-unusual={shown === 'live' ? undefined : ''}
      value={shown}
      onChange={({ currentTarget }) => {
        data.value = choices.find(([key]) => key === currentTarget.value)?.[0] ?? 'live';
      }}
    >
      {choices.map(([key, title]) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </select>
  );
}
