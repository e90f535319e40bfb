/** How the parser words its reasons, and the same in Chinese. `$1` … stand for what the reason names. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/^page sequence (\d+) to (\d+): page (\d+) ends here$/, '页码前后相连（$1 至 $2），第 $3 页到此为止'],
  [/^(.+ = \d+): the (?:parts|shares) make 100% together$/, '$1：各部分合计正好 100%'],
  [/^agrees with (.+) = (\d+) places at (\d+) in each 万平方公里$/, '与文中“$1 = $2 个、每万平方公里 $3 个”相符'],
  [/^(\d+万人) is about ([\d.]+%) of the country's population$/, '$1约占全国人口的 $2'],
  [/^stands beside (.+), which lost its point there$/, '与同样丢失小数点的 $1 并列'],
  [/^the caption of a figure stands inside the text$/, '图名混进了正文'],
  [/^empty brackets behind a term.*$/, '词语后面只剩空括号：缩写丢失，文中无从得知'],
  [/^(第.代移动通信) is (\dG)$/, '$1即 $2'],
  [/^(\d网络) names a generation of mobile networks: (\dG)$/, '“$1”指移动通信的代际：$2'],
  [/^a rate or share without a unit, .*$/, '比率没有单位，而全文的百分号都已丢失'],
  [/^a bandwidth without its unit, .*$/, '带宽没有单位，而全文的字母都已丢失'],
  [/^more than the area of the country$/, '超过了全国的面积'],
]

/** Why a repair is believed, in Chinese where it is one of the known reasons; else as the parser said it. */
export function reasonInChinese(reason: string): string {
  for (const [form, words] of wordings) if (form.test(reason)) return reason.replace(form, words)
  return reason
}
