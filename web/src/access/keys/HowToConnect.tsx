import { useTranslation } from 'react-i18next'

/** How QGIS and GDAL are told to read from here. The key stands for itself: it is shown in one place only. */
export function HowToConnect() {
  const { t } = useTranslation()
  const address = `${window.location.origin}/ogc`
  return (
    <section className="service-keys-how">
      <h2 className="section-title">{t('serviceKeys.how')}</h2>
      <h3>QGIS</h3>
      <ol>
        <li>{t('serviceKeys.qgis.open')}</li>
        <li>
          {t('serviceKeys.qgis.address')} <code>{address}</code>
        </li>
        <li>{t('serviceKeys.qgis.signIn')}</li>
        <li>{t('serviceKeys.qgis.choose')}</li>
      </ol>
      <h3>GDAL</h3>
      <p>{t('serviceKeys.gdal.list')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is reached by keys too */}
      <pre tabIndex={0}>{`ogrinfo -ro "OAPIF:${address}" -oo USERPWD="qunce:qk_…"`}</pre>
      <p>{t('serviceKeys.gdal.fetch')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is reached by keys too */}
      <pre tabIndex={0}>
        {`ogr2ogr -f GPKG layer.gpkg "OAPIF:${address}" ${t('serviceKeys.gdal.layer')} -oo USERPWD="qunce:qk_…"`}
      </pre>
      <h3>{t('serviceKeys.api.title')}</h3>
      <p>{t('serviceKeys.api.write')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is reached by keys too */}
      <pre tabIndex={0}>
        {`curl -H "Authorization: Bearer qk_…" -H "Content-Type: application/json" -d @observations.json ${window.location.origin}/sensorthings/v1.1/CreateObservations`}
      </pre>
      <p>{t('serviceKeys.api.upload')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is reached by keys too */}
      <pre tabIndex={0}>
        {`curl -H "Authorization: Bearer qk_…" -F file=@table.csv ${window.location.origin}/api/v1/observations/uploads`}
      </pre>
      <p className="service-keys-note">{t('serviceKeys.scope')}</p>
    </section>
  )
}
