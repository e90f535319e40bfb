import { useTranslation } from 'react-i18next'

/** Says that a list is cut, and how long it is; nothing where it is whole. */
export function CutNote({ shown, total }: { shown: number; total: number | undefined }) {
  const { t } = useTranslation()
  if (total === undefined || total <= shown) return null
  return <p className="faint">{t('shell.firstOf', { count: shown, total })}</p>
}
