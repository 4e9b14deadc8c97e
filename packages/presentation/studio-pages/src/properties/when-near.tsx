import { type ReactNode, useEffect, useRef, useState } from 'react';

/** How far from what is seen something is near. */
const nearness = '600px';

interface WhenNearProps {
  /** Pixels that it takes until it is drawn. */
  readonly height: number;
  readonly children: () => ReactNode;
}

/** Draws a part of a long panel when it comes near to what is seen, and keeps it: hundreds of parts open as fast as a few. */
export function WhenNear({ height, children }: WhenNearProps) {
  const [near, setNear] = useState(false);
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = room.current;
    if (element === null) return;
    const seen = new IntersectionObserver((entries) => setNear(entries.some(({ isIntersecting }) => isIntersecting)), {
      scrollMargin: nearness,
      rootMargin: nearness,
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, []);
  return near ? children() : <div ref={room} style={{ blockSize: height }} />;
}
