import { useSignalValue } from '@plinth/page-renderer';
import { createPortal } from 'react-dom';
import { usePageWork } from '../page-work.ts';

/** What is dragged, beside the pointer. */
export function DragLabel() {
  const state = useSignalValue(usePageWork().drag.state);
  if (state === null) return null;
  const { pointer, source, place } = state;
  return createPortal(
    <div className="drag-label" data-refused={place === null ? '' : undefined} style={{ left: pointer.x + 14, top: pointer.y + 10 }}>
      <bdi>{source.label}</bdi>
    </div>,
    document.body,
  );
}
