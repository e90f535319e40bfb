import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jurisdictionIndex, NATION } from './jurisdictions.ts'
import { isClass, keyOf, readName, searchKeyOf } from './names.ts'
import { jurisdictionOfPaper } from './papers.ts'

const index = jurisdictionIndex()
const read = (printed: string, paper: string | null = null) => {
  const name = readName(printed, paper, index)
  return name.kind === 'body' ? name.keys.map(({ scope, key }) => `${scope} ${key}`) : name
}

describe('[GAZ-2] a printed name speaks of the place it names, or of its paper’s', () => {
  test.each([
    ['自治区国土资源厅', '450000', ['450000 国土资源厅']],
    ['广西壮族自治区国土资源厅', null, ['450000 国土资源厅']],
    ['广西国土资源厅', '440000', ['450000 国土资源厅']],
    ['省发展改革委', '440000', ['440000 发展改革委']],
    ['省发展改革委', '440800', ['440000 发展改革委']],
    ['市财政局', '440800', ['440800 财政局']],
    ['市财政局', '440881', ['440881 财政局']],
    ['市政府', '450100', ['450100 政府']],
    ['区党委宣传部', '450000', ['450000 党委宣传部']],
    ['区财政局', '450103', ['450103 财政局']],
    ['南宁市青秀区人民政府', null, ['450103 政府']],
    ['广西壮族自治区南宁市人民政府', null, ['450100 政府']],
    ['昌江县人民政府', '460000', ['469026 政府']],
    ['横县人民政府', '450000', ['450127 政府']],
    ['深圳机场集团', '440000', ['440300 机场集团']],
    ['国家发展改革委', '450000', ['450000 国家发展改革委', '000000 国家发展改革委']],
    ['北部湾办', '450000', ['450000 北部湾办', '000000 北部湾办']],
    ['广东省', null, ['440000 政府']],
    ['团省委', '440000', ['440000 共青团委']],
    ['共青团广东省委', null, ['440000 共青团委']],
    ['省委组织部', '440000', ['440000 党委组织部']],
    ['中共广东省委组织部', null, ['440000 党委组织部']],
  ])('%s in a paper of %s', (printed, paper, keys) => {
    expect(read(printed, paper)).toEqual(keys)
  })

  test('what a unit is called is only a name', () => {
    expect(keyOf('constructor局')).toBe('constructor局')
  })

  test.each([
    ['市场监管局', '440800', '440800 市场监管局'],
    ['市政管理局', '440800', '440800 市政管理局'],
    ['海南区域合作办公室', '460000', '460000 区域合作办'],
    ['省际协调办公室', '440000', '440000 省际协调办'],
  ])('%s does not begin with a rank', (printed, paper, first) => {
    expect(read(printed, paper)).toContain(first)
  })
})

describe('[GAZ-19] a district of elsewhere', () => {
  const readNear = (printed: string, paper: string | null, near: string[]) => {
    const name = readName(printed, paper, index, new Set(near))
    return name.kind === 'body' ? name.keys[0].scope : name.kind
  }
  test.each([
    // Of Beijing, in a paper of Guangxi, of nobody, of the nation, of Beijing, and with its parent.
    ['东城区人民政府', '450000', [], '450000'],
    ['东城区', '450500', [], '450500'],
    ['东城区人民政府', null, [], '000000'],
    ['东城区人民政府', NATION, [], '110101'],
    ['东城区人民政府', '110000', [], '110101'],
    ['北京市东城区人民政府', '450000', [], '110101'],
    // 霞山区 is in Zhanjiang, which a cluster joins to Guangxi; counties and cities are unique by law.
    ['霞山区人民政府', '450000', [], '450000'],
    ['霞山区人民政府', '450000', ['450100', '440800'], '440803'],
    ['徐闻县人民政府', '450000', [], '440825'],
    // Two cities of one cluster that share a name leave it open.
    ['城区人民政府', '450000', ['140200', '140400'], '450000'],
  ])('%s in a paper of %s near %j', (printed, paper, near, scope) => {
    expect(readNear(printed, paper, near)).toBe(scope)
  })
})

describe('[GAZ-3] a rank without its place means nobody', () => {
  test.each([
    ['省发展改革委', null, 'province'],
    ['省发展改革委', NATION, 'province'],
    ['省发展改革委', '450000', 'province'],
    ['自治区发展改革委', '440000', 'province'],
    ['市财政局', '450000', 'city'],
  ])('%s in a paper of %s', (printed, paper, missing) => {
    expect(read(printed, paper)).toEqual({ kind: 'needs_context', missing })
  })
})

describe('[GAZ-4] a set is not a body', () => {
  test.each([
    '国务院有关部门',
    '有关地级以上市政府',
    '各县(市、区)人民政府',
    '领导小组成员单位',
    '自治区各有关单位',
    ' ',
  ])('%s', (printed) => expect(isClass(printed) || printed.trim() === '').toBe(true))
  test.each(['国务院', '自治区北部湾办', '各庄镇'.slice(1), '城市群协调办公室'])('%s is one', (printed) => {
    expect(isClass(printed)).toBe(false)
  })
})

describe('spellings', () => {
  test.each([
    ['发展和改革委员会', '发展改革委'],
    ['发改委', '发展改革委'],
    ['人力资源和社会保障厅', '人社厅'],
    ['住房和城乡建设厅', '住建厅'],
    ['卫生和计划生育委员会', '卫生计生委'],
    ['工商行政管理局', '工商局'],
    ['质量技术监督局', '质监局'],
    ['国有资产监督管理委员会', '国资委'],
    ['台湾事务办公室', '台办'],
    ['市场监督管理局', '市场监管局'],
  ])('%s and %s are one key', (long, short) => {
    expect(keyOf(long)).toBe(keyOf(short))
  })

  test('[GAZ-5] 海洋和渔业厅 and 海洋与渔业厅 are two', () => {
    expect(keyOf('海洋和渔业厅')).not.toBe(keyOf('海洋与渔业厅'))
  })

  test('a search text is met in any rank or place it leaves open', () => {
    expect(searchKeyOf('自治区发改委', index)).toEqual({ scope: '__0000', key: '发展改革委' })
    expect(searchKeyOf('广西发改委', index)).toEqual({ scope: '450000', key: '发展改革委' })
    expect(searchKeyOf('发改委', index)).toEqual({ scope: '%', key: '发展改革委' })
    expect(searchKeyOf('有关部门', index)).toEqual({ scope: '%', key: '' })
  })
})

describe('the jurisdiction of a paper', () => {
  test.each([
    ['广西壮族自治区人民政府', null, '450000'],
    ['国家发展改革委 住房城乡建设部', null, NATION],
    ['国务院办公厅', null, NATION],
    ['广东省人民政府 广西壮族自治区人民政府', null, null],
    [null, '广东省深化泛珠三角区域合作实施意见', '440000'],
    [null, '国务院关于深化泛珠三角区域合作的指导意见', NATION],
    [null, '某某方案', null],
    ['湛江市人民政府', null, '440800'],
  ])('%s, %s', (issuer, title, code) => {
    expect(jurisdictionOfPaper(issuer, title, index)).toBe(code)
  })
})

test('any text is read in any paper without an error', () => {
  const pieces = fc.constantFrom(
    '省',
    '市',
    '区',
    '自治区',
    '团',
    '委',
    '各',
    '广西',
    '南宁市',
    '中共',
    '发展和改革委员会',
    '(',
    '海',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(texts, fc.constantFrom(null, NATION, '450000', '450100', '450103', '999999'), (text, paper) => {
      const name = readName(text, paper, index)
      if (name.kind === 'body') expect(name.keys[0].scope).toMatch(/^\d{6}$/)
    }),
    { numRuns: 500 },
  )
})
