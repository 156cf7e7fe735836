<?xml version="1.0" encoding="UTF-8"?>
<!-- What a module does: its own inside of main for one view, the frame as ever. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
	<xsl:import href="../../xslt/everychild.xsl"/>

	<xsl:template match="page[@view = 'home']" mode="content">
		<h1 class="govuk-heading-l">Overridden</h1>
		<xsl:apply-templates select="body/table[1]"/>
	</xsl:template>
</xsl:stylesheet>
