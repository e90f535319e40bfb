import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'

/** What a source file imports: the path as written, and whether only types come through it. */
export interface Import {
  specifier: string
  typeOnly: boolean
}

/** A source file of the project: its path from the project's root with forward slashes, and what it imports. */
export interface SourceFile {
  path: string
  imports: readonly Import[]
}

/** Rooms from the ground up. A room may use what stands before it in this list, and nothing that stands after it. */
const FLOORS: readonly (readonly string[])[] = [
  ['platform'],
  ['papers'],
  ['gazetteer'],
  ['plan'],
  ['alignment', 'search'],
  ['monitoring'],
  ['settlement'],
  ['delivery', 'blueprint'],
  ['exchange'],
  ['server'],
  ['cli'],
  ['web'],
]

/** Files of a room that other rooms may open beside its index: shapes without behaviour, and rooms within the room. */
const PUBLIC_FILES = ['index.ts', 'schemas.ts', 'tables.ts', 'refusals.ts']

/** Parts of a room that are usable alone and have a public face of their own. */
const INNER_ROOMS = ['plan/reading', 'plan/parsing', 'papers/press']

const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room))

function roomOf(path: string): string | null {
  const [top, room, rest] = path.split('/')
  if (top === 'web') return 'web'
  return top === 'src' && rest !== undefined ? (room ?? null) : null
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

/** The imports of a TypeScript text, static and dynamic. */
export function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, type, fixed, dynamic]) => ({
    specifier: fixed ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }))
}

/** Reads every TypeScript file of the product under the given root, tests left out: they may look anywhere. */
export function readSources(root: string): SourceFile[] {
  const files: SourceFile[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!['node_modules', 'dist'].includes(entry.name)) walk(path)
      } else if (/\.tsx?$/.test(entry.name) && !/\.(test|testing)\.tsx?$/.test(entry.name)) {
        files.push({
          path: relative(root, path).split(sep).join('/'),
          imports: importsOf(readFileSync(path, 'utf8')),
        })
      }
    }
  }
  walk(join(root, 'src'))
  walk(join(root, 'web', 'src'))
  return files
}

const resolve = (from: string, specifier: string) => posix.normalize(posix.join(dirname(from), specifier))

function isPublic(target: string): boolean {
  const inner =
    INNER_ROOMS.find((room) => target.startsWith(`src/${room}/`)) ??
    /^src\/((?:delivery|monitoring|settlement|exchange)\/[^/]+)\//.exec(target)?.[1]
  const within = target.slice(`src/${inner ?? target.split('/')[1]}/`.length)
  return PUBLIC_FILES.includes(within) || (inner !== undefined && within === 'types.ts')
}

/**
 * Where the house rules are broken, one sentence each: an arrow that points up, a room entered by another door than its
 * public face, a part meant to stand alone that leans on its room, a circle of files.
 */
export function violations(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path))
  const found: string[] = []
  const arrows = new Map<string, string[]>()
  for (const file of files) {
    const room = roomOf(file.path)
    const arrowsOfFile: string[] = []
    arrows.set(file.path, arrowsOfFile)
    for (const { specifier, typeOnly } of file.imports) {
      if (!specifier.startsWith('.')) continue
      const target = resolve(file.path, specifier)
      if (!typeOnly && known.has(target)) arrowsOfFile.push(target)
      const targetRoom = roomOf(target)
      if (room === null || targetRoom === null) continue
      const [here, there] = [floorOf(room), floorOf(targetRoom)]
      if (here < 0) found.push(`${file.path}: no floor is set for the room ${room}`)
      else if (there < 0) found.push(`${file.path}: no floor is set for the room ${targetRoom}`)
      else if (room !== targetRoom) {
        if (there >= here) found.push(`${file.path} points up to ${target}`)
        else if (targetRoom !== 'platform' && !isPublic(target))
          found.push(`${file.path} enters ${targetRoom} by ${target}, not by its public face`)
        else if (room === 'web' && !typeOnly) found.push(`${file.path} takes more than types from ${target}`)
      }
      for (const inner of INNER_ROOMS) {
        if (file.path.startsWith(`src/${inner}/`) && !target.startsWith(`src/${inner}/`)) {
          const toSibling = INNER_ROOMS.some((other) => target.startsWith(`src/${other}/`))
          if (targetRoom === 'plan' && !(toSibling && typeOnly))
            found.push(`${file.path} must stand alone, but takes ${target}`)
        }
      }
    }
  }
  return [...found, ...circles(arrows)]
}

/** Circles in a graph of files, each told once as a path that returns to its start. */
function circles(arrows: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string) => {
    const start = path.indexOf(file)
    if (start >= 0) {
      found.push(`a circle: ${[...path.slice(start), file].join(' -> ')}`)
      return
    }
    if (done.has(file)) return
    path.push(file)
    for (const next of arrows.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of arrows.keys()) visit(file)
  return found
}
