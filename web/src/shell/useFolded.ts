import { type RefObject, useLayoutEffect, useState } from 'react'

/** How many children of a wrapping line stand in its first row, as the window grows, shrinks or changes its language. */
export function useFolded(line: RefObject<HTMLElement | null>, count: number): number {
  const [kept, setKept] = useState(count)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rooms are other children
  useLayoutEffect(() => {
    const element = line.current
    if (!element) return
    const measure = () => {
      const children = [...element.children] as HTMLElement[]
      const first = children[0]?.offsetTop ?? 0
      const wrapped = children.findIndex((child) => child.offsetTop > first)
      setKept(wrapped === -1 ? children.length : wrapped)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    // Words of another language are wider where the line itself is not.
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [line, count])
  return kept
}
