import { walkXml } from '../container/xml.ts'

export interface Style {
  id: string
  name: string
  basedOn?: string
  outlineLevel?: number
  numId?: string
  level?: number
}

/** The named styles of a Word document, with what they inherit. */
export class Styles {
  readonly #styles = new Map<string, Style>()
  #defaultId: string | undefined

  static read(bytes: Uint8Array | null, file: string): Styles {
    const styles = new Styles()
    if (bytes === null) return styles
    let style: Style | null = null
    let inChange = 0
    walkXml(bytes, file, 'word/styles.xml', 'docx', {
      open(name, attributes) {
        if (name.endsWith('PrChange')) inChange++
        if (inChange > 0) return
        const value = attributes.get('val') ?? ''
        if (name === 'style') {
          style = { id: attributes.get('styleId') ?? '', name: '' }
          if (attributes.get('type') === 'paragraph' && /^(?:1|true|on)$/.test(attributes.get('default') ?? ''))
            styles.#defaultId = style.id
        } else if (style === null) return
        else if (name === 'name') style.name = value
        else if (name === 'basedOn') style.basedOn = value
        else if (name === 'outlineLvl') style.outlineLevel = Number(value)
        else if (name === 'numId') style.numId = value
        else if (name === 'ilvl') style.level = Number(value)
      },
      close(name) {
        if (name.endsWith('PrChange')) inChange--
        if (name !== 'style' || style === null) return
        styles.#styles.set(style.id, style)
        style = null
      },
    })
    return styles
  }

  /** The style and those it is based on, nearest first. */
  chain(id: string | undefined): Style[] {
    const chain: Style[] = []
    let next = id ?? this.#defaultId
    while (next !== undefined && chain.length < 20) {
      const style = this.#styles.get(next)
      if (!style || chain.includes(style)) break
      chain.push(style)
      next = style.basedOn
    }
    return chain
  }

  /** Level of the heading that a paragraph style makes, 1 is the highest; undefined for body text. */
  headingLevel(id: string | undefined): number | undefined {
    for (const style of this.chain(id)) {
      if (style.outlineLevel !== undefined) return style.outlineLevel < 9 ? style.outlineLevel + 1 : undefined
      const named = /^(?:heading|标题)\s*([1-9])$/i.exec(style.name)
      if (named) return Number(named[1])
    }
    return undefined
  }

  /** Whether the style is that of an entry of a table of contents. */
  isContents(id: string | undefined): boolean {
    return this.chain(id).some(({ name }) => /^(?:toc|contents|目录)\s*(?:\d|heading|标题)/i.test(name))
  }

  /** Whether the style is that of the document's title. */
  isTitle(id: string | undefined): boolean {
    return this.chain(id).some(({ name }) => /^(?:title|标题)$/i.test(name))
  }
}
