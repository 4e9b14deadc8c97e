import { type RefObject, useLayoutEffect, useState } from 'react';

const usual = 36;

/** Height of a row in pixels as the style sheet has it for this density and pointer. */
export function useRowHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(usual);
  useLayoutEffect(() => {
    const written = element.current ? getComputedStyle(element.current).getPropertyValue('--row-height') : '';
    const pixels = Number.parseFloat(written);
    if (pixels > 0 && pixels !== height) setHeight(pixels);
  });
  return height;
}
