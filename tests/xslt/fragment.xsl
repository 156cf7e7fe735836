<?xml version="1.0" encoding="UTF-8"?>
<!-- Renders single blocks, for the comparison with GOV.UK Frontend's fixtures. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
	<xsl:import href="../../xslt/everychild.xsl"/>

	<xsl:template match="/">
		<html>
			<body>
				<xsl:for-each select="cases/case">
					<section data-case="{@id}"><xsl:apply-templates select="*"/></section>
				</xsl:for-each>
			</body>
		</html>
	</xsl:template>

	<!-- Each list is the first of its page. -->
	<xsl:template match="case/tasks">
		<ul class="govuk-task-list">
			<xsl:apply-templates select="task">
				<xsl:with-param name="list" select="1"/>
			</xsl:apply-templates>
		</ul>
	</xsl:template>

	<!-- Parts of the frame. -->
	<xsl:template match="case/page">
		<xsl:call-template name="service-navigation"/>
		<xsl:call-template name="breadcrumbs"/>
		<xsl:apply-templates select="back"/>
	</xsl:template>
</xsl:stylesheet>
