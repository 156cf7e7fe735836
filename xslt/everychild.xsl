<?xml version="1.0" encoding="UTF-8"?>
<!--
	The stylesheet of every page. A module imports this file:

		<xsl:import href="everychild.xsl"/>

	and adds templates for its own views, for example

		<xsl:template match="page[@view='plan']" mode="content">

	which replaces what stands inside <main> and leaves the frame as it is.
	VOCABULARY.md says what a page document holds.

	House rules, checked by tests/xslt/run.sh: no file is read or written,
	escaping stays on, no style or script is written into the page, no
	extension is used, and nothing here decides who may see what. The subset
	of XSLT is kept small (no key, no document order tricks, attribute value
	templates where they do) so that a build step can compile it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
	<xsl:output method="html" encoding="UTF-8" indent="no"
	    doctype-system="about:legacy-compat"/>

	<xsl:include href="layout.xsl"/>
	<xsl:include href="blocks.xsl"/>
	<xsl:include href="chart.xsl"/>
	<xsl:include href="form-edit.xsl"/>
	<xsl:include href="form-view.xsl"/>
	<xsl:include href="print.xsl"/>
	<xsl:include href="error.xsl"/>

	<!-- Looked up once a page; an absolute path in a template that runs for
	     every row would walk the document for every row. -->
	<xsl:variable name="base" select="string(/page/@base)"/>
	<xsl:variable name="assets" select="concat(/page/@base, '/assets/')"/>
	<xsl:variable name="wrong-dates" select="/page[errors]/body//field[@type = 'date'][@error]"/>

	<xsl:template match="/">
		<xsl:apply-templates select="page"/>
	</xsl:template>
</xsl:stylesheet>
