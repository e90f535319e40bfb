import { markerOf, type Placed, sectionOf } from './chapters.ts'

/** The marker of a provision before its title, where it has one. */
export function Marker({ of }: { of: Placed }) {
  const marker = markerOf(of)
  return marker ? <span className="marker">{marker}</span> : null
}

/** Where below its chapter it stands. */
export function Where({ of }: { of: Placed }) {
  const section = sectionOf(of)
  return section ? <span className="where">{section}</span> : null
}
