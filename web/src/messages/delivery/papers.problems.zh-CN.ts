export const papersProblemsZh = {
  paper_programme_not_found: '没有这个台账，或未向你公开。',
  paper_year_outside: '台账没有{{year}}年的评估：可选{{first}}年至{{last}}年。',
  paper_busy: '正在生成的公文较多（{{most}}份），请稍后再试。',
  paper_unmade: '公文未能生成：{{reason}}。请稍后再试，或换一个年度。',
} as const
