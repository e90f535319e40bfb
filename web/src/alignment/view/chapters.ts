/** What is needed of a provision to put it in its place. */
export interface Placed {
  address: string
  title: string
  /** Titles above it, outermost first. */
  path: readonly string[]
}

/** Provisions of one chapter, in text order. */
export interface Chapter<Item extends Placed> {
  /** First part of the address. */
  key: string
  marker: string
  title: string
  items: Item[]
}

/** Groups provisions by the chapter they stand in, in text order. */
export function chaptersOf<Item extends Placed>(provisions: readonly Item[]): Chapter<Item>[] {
  const chapters = new Map<string, Chapter<Item>>()
  for (const provision of provisions) {
    const key = chapterKeyOf(provision.address)
    const title = provision.path[0] ?? provision.title
    const known = chapters.get(key)
    if (known) known.items.push(provision)
    else chapters.set(key, { key, marker: key === title ? '' : spaced(key), title, items: [provision] })
  }
  return [...chapters.values()]
}

export const chapterKeyOf = (address: string) => bare(address).split('/')[0] ?? ''

/** The marker of a provision as one reads it: (一), 1., 专栏3; nothing where its heading has none. */
export function markerOf({ address, title }: Placed): string {
  const last = bare(address).split('/').at(-1) ?? ''
  if (last === '' || last === title || title.startsWith(last) || address.includes('§')) return ''
  return spaced(last)
}

/** Where a provision stands below its chapter: 第一节 培育绿色产业集群. */
export function sectionOf({ address, path }: Placed): string {
  const parts = bare(address).split('/')
  return path
    .slice(1)
    .map((title, at) => {
      const marker = parts[at + 1] ?? ''
      return marker === '' || marker === title ? title : `${spaced(marker)} ${title}`
    })
    .join(' › ')
}

/** §2 says which part of a heading's text it is. */
const bare = (address: string) => address.replaceAll(/§\d+/g, '')

/** A number alone reads as one with its point, a bare 二 with its 、. */
const spaced = (marker: string) =>
  /^\d+$/.test(marker) ? `${marker}.` : /^[一二三四五六七八九十]+$/.test(marker) ? `${marker}、` : marker
