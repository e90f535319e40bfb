import { useTranslation } from 'react-i18next'
import { isLarge, tenThousandYuanOf, yuanOf } from './money.ts'
import './parts.css'

/**
 * An amount of whole fen: to the fen in yuan, or in 万元 where a page has little room. Its other reading is the title.
 */
export function Money({ fen, unit = 'yuan' }: { fen: number; unit?: 'yuan' | 'tenThousand' }) {
  const { t } = useTranslation()
  const inYuan = t('settlement.parts.yuan', { amount: yuanOf(fen) })
  const inTenThousand = t('settlement.parts.tenThousandYuan', { amount: tenThousandYuanOf(fen) })
  const [shown, other] =
    unit === 'tenThousand' && isLarge(fen) ? [inTenThousand, inYuan] : [inYuan, isLarge(fen) ? inTenThousand : '']
  return (
    <span className="money" {...(other ? { title: other } : {})}>
      {shown}
    </span>
  )
}
