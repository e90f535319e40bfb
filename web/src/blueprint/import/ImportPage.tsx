import { useTranslation } from 'react-i18next'
import { Page } from '../../shell/Page.tsx'

/** 导入图层. */
export function ImportPage() {
  const { t } = useTranslation()
  return <Page title={t('blueprint.import.title')}>{null}</Page>
}
