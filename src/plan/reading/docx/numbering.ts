import { walkXml } from '../container/xml.ts'
import { formatNumber } from './numberFormats.ts'
import type { Styles } from './styles.ts'

interface Level {
  start: number
  format: string
  text: string
  /** 1-based level whose use restarts this one; 0 never; undefined any higher one. */
  restart?: number
  isLegal: boolean
  style?: string
}

interface Abstract {
  levels: Map<number, Level>
  numStyleLink?: string
}

interface List {
  abstract: string
  starts: Map<number, number>
  levels: Map<number, Level>
}

interface Count {
  values: (number | undefined)[]
}

/** Bullets are drawn with symbol fonts; their private characters mean nothing outside those. */
const PRIVATE_USE = /[\ue000-\uf8ff]/g

const newLevel = (): Level => ({ start: 1, format: 'decimal', text: '', isLegal: false })

/**
 * Automatic numbering of a Word document (word/numbering.xml). Word stores only that a paragraph belongs to a list;
 * the marker 一、 or (一) or 1. that the reader of a printed page sees is computed here, in document order.
 */
export class Numbering {
  readonly #abstracts = new Map<string, Abstract>()
  readonly #lists = new Map<string, List>()
  readonly #counts = new Map<string, Count>()
  readonly #started = new Set<string>()
  readonly #styles: Styles

  constructor(styles: Styles) {
    this.#styles = styles
  }

  static read(bytes: Uint8Array | null, file: string, styles: Styles): Numbering {
    const numbering = new Numbering(styles)
    if (bytes !== null) numbering.#read(bytes, file)
    return numbering
  }

  #read(bytes: Uint8Array, file: string): void {
    let abstract: Abstract | null = null
    let list: List | null = null
    let level: Level | null = null
    let override = 0
    walkXml(bytes, file, 'word/numbering.xml', 'docx', {
      open: (name, attributes) => {
        const value = attributes.get('val') ?? ''
        if (name === 'abstractNum') {
          abstract = { levels: new Map() }
          this.#abstracts.set(attributes.get('abstractNumId') ?? '', abstract)
        } else if (name === 'num') {
          list = { abstract: '', starts: new Map(), levels: new Map() }
          this.#lists.set(attributes.get('numId') ?? '', list)
        } else if (name === 'abstractNumId' && list) list.abstract = value
        else if (name === 'lvlOverride') override = Number(attributes.get('ilvl') ?? 0)
        else if (name === 'startOverride' && list) list.starts.set(override, Number(value) || 0)
        else if (name === 'numStyleLink' && abstract) abstract.numStyleLink = value
        else if (name === 'lvl') {
          level = newLevel()
          const at = Number(attributes.get('ilvl') ?? 0)
          if (list) list.levels.set(at, level)
          else abstract?.levels.set(at, level)
        } else if (level === null) return
        else if (name === 'start') level.start = Number(value) || 0
        else if (name === 'numFmt') level.format = value
        else if (name === 'lvlText') level.text = value
        else if (name === 'lvlRestart') level.restart = Number(value)
        else if (name === 'isLgl') level.isLegal = !/^(?:0|false|off)$/.test(value)
        else if (name === 'pStyle') level.style = value
      },
      close: (name) => {
        if (name === 'abstractNum') abstract = null
        else if (name === 'num') list = null
        else if (name === 'lvl') level = null
      },
    })
  }

  /**
   * Marker of the next paragraph of a list, with the space that separates it from the words where they would run
   * together; null when the paragraph is in no list.
   */
  next(numId: string, level: number): string | null {
    const list = this.#lists.get(numId)
    if (!list || level < 0 || level > 8) return null
    const { id, levels } = this.#resolve(list)
    const own = levels.get(level)
    if (!own) return null
    const count = this.#counts.get(id) ?? { values: [] }
    this.#counts.set(id, count)
    if (!this.#started.has(`${numId}/${level}`)) {
      this.#started.add(`${numId}/${level}`)
      const start = list.starts.get(level)
      if (start !== undefined) count.values[level] = start - 1
    }
    const last = count.values[level]
    count.values[level] = last === undefined ? own.start : last + 1
    for (let lower = level + 1; lower <= 8; lower++) {
      const restart = levels.get(lower)?.restart
      if (restart === undefined || (restart > 0 && level < restart)) count.values[lower] = undefined
    }
    return this.#write(own, levels, count)
  }

  /** The level that a paragraph style stands for in a list, where the list says so. */
  levelOfStyle(numId: string, style: string): number | null {
    const list = this.#lists.get(numId)
    if (!list) return null
    for (const [at, level] of this.#resolve(list).levels) if (level.style === style) return at
    return null
  }

  /** Follows a list that takes its levels from a numbering style. */
  #resolve(list: List): { id: string; levels: Map<number, Level> } {
    let id = list.abstract
    let abstract = this.#abstracts.get(id)
    for (let steps = 0; abstract?.numStyleLink && steps < 5; steps++) {
      const numId: string | undefined = this.#styles.chain(abstract.numStyleLink)[0]?.numId
      const linked: List | undefined = numId === undefined ? undefined : this.#lists.get(numId)
      if (!linked || linked.abstract === id) break
      id = linked.abstract
      abstract = this.#abstracts.get(id)
    }
    const levels = abstract?.levels ?? new Map<number, Level>()
    return { id, levels: list.levels.size === 0 ? levels : new Map([...levels, ...list.levels]) }
  }

  #write(own: Level, levels: ReadonlyMap<number, Level>, count: Count): string | null {
    if (own.format === 'bullet') {
      const sign = own.text.replace(PRIVATE_USE, '•').trim()
      return sign === '' ? null : /^[—–-]+$/.test(sign) ? sign : `${sign} `
    }
    const marker = own.text.slice(0, 200).replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const level = levels.get(at)
      const value = count.values[at] ?? level?.start ?? 1
      return formatNumber(value, own.isLegal ? 'decimal' : (level?.format ?? 'decimal'))
    })
    const shown = marker.trim()
    if (shown === '') return null
    return /[、，。；：）)】」』〕\]]$/.test(shown) ? shown : `${shown} `
  }
}
