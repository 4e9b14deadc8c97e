import type { Box, Canvas } from '@plinth/studio-canvas';
import { CommentMark, useCommented } from '@plinth/studio-comments';
import type { CSSProperties } from 'react';

interface CommentMarksProps {
  readonly canvas: Canvas;
  scaled(box: Box): { readonly left: number; readonly top: number; readonly width: number };
}

/** Marks of what is said about components, at the end of the first line of each. Those that are not drawn have theirs in the outline. */
export function CommentMarks({ canvas, scaled }: CommentMarksProps) {
  const place = (box: Box): CSSProperties => {
    const { left, top, width } = scaled(box);
    return canvas.direction() === 'rtl' ? { left, top } : { left: left + width, top, transform: 'translateX(-100%)' };
  };
  return [...useCommented().keys()].flatMap((record) => {
    const [box] = canvas.boxesOf(record);
    if (box === undefined) return [];
    return [
      // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps from the page below what is meant for the mark
      <div
        key={record}
        className="overlay-comment"
        role="presentation"
        style={place(box)}
        onPointerDown={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        <CommentMark record={record} />
      </div>,
    ];
  });
}
