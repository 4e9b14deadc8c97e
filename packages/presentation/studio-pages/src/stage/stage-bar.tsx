import { useText } from '@plinth/component-kit';
import { ToolButton } from '@plinth/studio-frame';
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
        {stageWidths.map(({ key, title, short }) => {
          const label = text(`studio.width.${key}`, title);
          return (
            <button key={key} type="button" title={label} aria-pressed={device === key} onClick={() => onDevice(key)}>
              {key === 'fit' ? text('studio.width.fitShort', short) : short}
            </button>
          );
        })}
      </div>
      <span className="studio-grow" />
      <ToolButton icon="click" label={text('studio.try', 'Try it out')} pressed={trying} onClick={() => onTry(!trying)}>
        <span>{text('studio.try', 'Try it out')}</span>
      </ToolButton>
      <span className="studio-grow" />
      <ToolButton icon="minus" label={text('studio.smaller', 'Smaller')} disabled={zoom <= zooms[0]} onClick={() => step(-1)} />
      <button type="button" className="studio-tool stage-zoom" onClick={() => onZoom(1)} title={text('studio.fullSize', 'Full size')}>
        {Math.round(zoom * 100)} %
      </button>
      <ToolButton icon="plus" label={text('studio.larger', 'Larger')} disabled={zoom >= 2} onClick={() => step(1)} />
    </div>
  );
}
