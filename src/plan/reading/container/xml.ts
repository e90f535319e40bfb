import { SaxesParser } from 'saxes'
import { LIMITS } from '../limits.ts'
import { refusals } from '../refusals.ts'
import { decodeStrictly, markedEncoding } from '../text/encoding.ts'

/** What to do at each part of an XML document. Names come without their namespace prefix, `w:p` as `p`. */
interface XmlHandler {
  open(name: string, attributes: ReadonlyMap<string, string>, prefixed: string): void
  close?(name: string, prefixed: string): void
  text?(text: string): void
}

/**
 * Walks an XML part of an office file. Document type declarations are refused: office programs write none, and all
 * entity attacks need one.
 * @throws Refusal xml_unsafe, file_damaged, too_complex
 */
export function walkXml(bytes: Uint8Array, file: string, part: string, format: string, handler: XmlHandler): void {
  const text = decodeStrictly(bytes, markedEncoding(bytes) ?? 'utf-8')
  if (text === null) throw refusals.fileDamaged(file, format, `${part} is not UTF-8`)
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  parser.on('doctype', () => {
    throw refusals.xmlUnsafe(file, part)
  })
  parser.on('error', (error) => {
    throw refusals.fileDamaged(file, format, `${part}: ${error.message}`)
  })
  parser.on('opentag', (tag) => {
    if (++depth > LIMITS.depth) throw refusals.tooComplex(file, `${part} nests more than ${LIMITS.depth} elements`)
    const attributes = new Map<string, string>()
    for (const key in tag.attributes) attributes.set(local(key), String(tag.attributes[key]))
    handler.open(local(tag.name), attributes, tag.name)
  })
  parser.on('closetag', (tag) => {
    depth--
    handler.close?.(local(tag.name), tag.name)
  })
  if (handler.text) {
    const { text: onText } = handler
    parser.on('text', (words) => onText.call(handler, words))
    parser.on('cdata', (words) => onText.call(handler, words))
  }
  const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text
  for (let at = 0; at < withoutMark.length; at += 65_536) parser.write(withoutMark.slice(at, at + 65_536))
  parser.close()
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

/** Relationships of a part (`_rels/x.xml.rels`): id to type (last word of its address) and target path. */
export interface Relationship {
  type: string
  target: string
}

/** Reads a .rels part. Targets are resolved against the folder of the part they belong to; external ones are left out. */
export function readRelationships(
  bytes: Uint8Array,
  file: string,
  part: string,
  format: string,
  folder: string,
): Map<string, Relationship> {
  const relationships = new Map<string, Relationship>()
  walkXml(bytes, file, part, format, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return
      const target = attributes.get('Target') ?? ''
      const path = target.startsWith('/') ? target.slice(1) : resolve(folder, target)
      relationships.set(attributes.get('Id') ?? '', {
        type: attributes.get('Type')?.split('/').at(-1) ?? '',
        target: path,
      })
    },
  })
  return relationships
}

function resolve(folder: string, target: string): string {
  const path = folder === '' ? [] : folder.split('/')
  for (const step of target.split('/')) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}
