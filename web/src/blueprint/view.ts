import { isSiteWord } from './siting/site.ts'

/** What stands on top of the map: nothing, or one of its panels. */
export const PANELS = ['layers', 'features', 'conflicts', 'difference', 'measure', 'siting'] as const
export type Panel = (typeof PANELS)[number]

/** Things of other rooms that can be laid over the blueprint. */
export const OVERLAYS = ['projects', 'lights'] as const
export type Overlay = (typeof OVERLAYS)[number]

/** A layer as it is shown: its short id, and its opacity in hundredths. */
export interface ShownLayer {
  id: string
  opacity: number
}

/**
 * The state of the map as plain words of the address, so that a link shows the same. A word that means nothing is left out.
 */
export interface BlueprintSearch {
  /** The middle and the zoom: 108.5,21.9,7.2 */
  at?: string
  /** Layers that are shown, from top to bottom, each with its opacity where it is not whole: 1a2b3c4d.60,5e6f7a8b; `-`: none. */
  layers?: string
  /** The day as of which the blueprint is shown; today where it is absent. */
  on?: string
  panel?: Panel
  /** Where somebody asked what is there: 108.51,21.93 */
  point?: string
  /** The second view of the swipe: a day (2024-01-01) or the short id of a layer. */
  compare?: string
  /** Since which day differences are shown. */
  since?: string
  /** The conflict in view. */
  conflict?: string
  /** A kept siting by its id, or `list`: those that are kept. */
  siting?: string
  /** The site that is drawn: area:109.1,21.4;109.2,21.4;… (siting/site.ts) */
  site?: string
  /** The project whose place is the site. */
  project?: string
  /** Metres around a site that is a point or a line: 200m */
  buffer?: string
  /** The site is checked: yes */
  checked?: string
  /** What of other rooms is laid over it: projects,lights */
  over?: string
}

/** A day that there is: not 2024-13-39. */
const DAY = {
  test: (text: string) =>
    /^2[01]\d\d-[01]\d-[0-3]\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true,
}
const SHORT = /^[0-9a-f]{8}$/
const NUMBER = String.raw`-?\d{1,3}(?:\.\d{1,7})?`
const POINT = new RegExp(`^${NUMBER},${NUMBER}$`)
const PLACE = new RegExp(`^${NUMBER},${NUMBER},\\d{1,2}(?:\\.\\d{1,2})?$`)
const LAYERS = /^(?:-|[0-9a-f]{8}(?:\.\d{1,3})?(?:,[0-9a-f]{8}(?:\.\d{1,3})?)*)$/

/** Reads the words of an address; what does not fit is as if it were not there. */
export function readView(search: Readonly<Record<string, unknown>>): BlueprintSearch {
  const word = (name: string, fits: RegExp | ((text: string) => boolean)) => {
    const value = search[name]
    const good = typeof value === 'string' && (fits instanceof RegExp ? fits.test(value) : fits(value))
    return good ? { [name]: value } : {}
  }
  return {
    ...word('at', PLACE),
    ...word('layers', LAYERS),
    ...word('on', DAY.test),
    ...word('panel', (text) => PANELS.some((panel) => panel === text)),
    ...word('point', POINT),
    ...word('compare', (text) => DAY.test(text) || SHORT.test(text)),
    ...word('since', DAY.test),
    ...word('conflict', /^[0-9a-f-]{1,36}$/),
    ...word('siting', /^(?:list|[0-9a-f-]{36})$/),
    ...word('site', isSiteWord),
    ...word('project', /^[0-9a-f-]{36}$/),
    ...word('buffer', /^[1-9]\d{0,4}m$/),
    ...word('checked', /^yes$/),
    ...word('over', (text) => text.split(',').every((one) => OVERLAYS.some((overlay) => overlay === one))),
  }
}

/** A layer's name in an address. */
export const shortId = (id: string): string => id.slice(0, 8)

export function placeOf(at: string | undefined): { center: [number, number]; zoom: number } | null {
  const [longitude, latitude, zoom] = (at ?? '').split(',').map(Number)
  if (longitude === undefined || latitude === undefined || zoom === undefined) return null
  return { center: [longitude, latitude], zoom }
}

export function placeWord({ lng, lat }: { lng: number; lat: number }, zoom: number): string {
  return `${trimmed(lng, 5)},${trimmed(lat, 5)},${trimmed(zoom, 2)}`
}

export function pointOf(point: string | undefined): [number, number] | null {
  const [longitude, latitude] = (point ?? '').split(',').map(Number)
  return longitude === undefined || latitude === undefined ? null : [longitude, latitude]
}

export function pointWord({ lng, lat }: { lng: number; lat: number }): string {
  return `${trimmed(lng, 6)},${trimmed(lat, 6)}`
}

/** Layers that an address names; null where it names none, so that those shown by default are. */
export function shownLayers(layers: string | undefined): ShownLayer[] | null {
  if (layers === undefined) return null
  if (layers === '-') return []
  return layers.split(',').map((one) => {
    const [id = '', opacity] = one.split('.')
    return { id, opacity: opacity === undefined ? 100 : Math.min(Number(opacity), 100) }
  })
}

export function layersWord(shown: readonly ShownLayer[]): string {
  if (shown.length === 0) return '-'
  return shown.map(({ id, opacity }) => (opacity === 100 ? id : `${id}.${opacity}`)).join(',')
}

/** What of other rooms an address lays over the map. */
export const overlaysOf = (over: string | undefined): Overlay[] =>
  OVERLAYS.filter((overlay) => over?.split(',').includes(overlay))

/** The word of the address with one of them switched; undefined where none is left. */
export function overlaysWord(over: string | undefined, overlay: Overlay, shown: boolean): string | undefined {
  const next = OVERLAYS.filter((one) => (one === overlay ? shown : overlaysOf(over).includes(one)))
  return next.length > 0 ? next.join(',') : undefined
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
