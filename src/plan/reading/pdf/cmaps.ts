import { readFile } from 'node:fs/promises'

/**
 * A character map of Adobe (predefined CMap), from the `cmaps` folder beside this file: it tells the Unicode characters
 * of Chinese fonts that a PDF names and does not embed. Only the names in that folder exist.
 */
export async function readCMap(filename: string): Promise<Uint8Array> {
  const name = filename.split('/').at(-1) ?? ''
  if (!/^[\w-]{1,40}\.bcmap$/.test(name)) throw new Error(`${filename} is not a character map`)
  return new Uint8Array(await readFile(new URL(`./cmaps/${name}`, import.meta.url)))
}
